package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Conv2DTranspose;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Image segmentation with a U-Net-like architecture: learns which pixels belong to a shape. Prints
 * the intersection over the union of what it finds and what is there.
 *
 * <pre>
 * --images 600         how many images to learn from
 * --epochs 5           how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class UNet {
  private static final List<String> NAMES = List.of("images", "epochs", "picture", "seed");

  private UNet() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(UNet::intersectionOverUnion, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the intersection over the union, of all test images' pixels
   */
  static double intersectionOverUnion(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 5);
    Hornbill.seed(arguments.number("seed", 42));

    Made.Shapes train = Made.shapes(arguments.number("images", 600), 32, 1);
    Made.Shapes test = Made.shapes(100, 32, 2);
    try (Model model = model()) {
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.summary();
      model.fit(train.x(), train.mask(), f -> f.batchSize(16).epochs(epochs));
      INDArray found = model.predict(test.x()).gt(0.5).castTo(test.mask().dataType());
      Path picture = arguments.file("picture");
      if (picture != null) {
        var first = NDArrayIndex.interval(0, 6);
        INDArray masks = Nd4j.concat(0, found.get(first), test.mask().get(first));
        INDArray all = Nd4j.concat(0, test.x().get(first), Nd4j.concat(3, masks, masks, masks));
        Plots.images(all, List.of(), picture, o -> o.title("image, found, truth"));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      double both = found.mul(test.mask()).sumNumber().doubleValue();
      double any = found.sumNumber().doubleValue() + test.mask().sumNumber().doubleValue() - both;
      return Program.result("Intersection over union", both / any);
    }
  }

  private static Model model() {
    Tensor image = Input.of(32, 32, 3);
    Tensor high = twice(image, 16);
    Tensor middle = twice(new MaxPooling2D(2, 2).apply(high), 32);
    Tensor low = twice(new MaxPooling2D(2, 2).apply(middle), 64);
    Tensor up = twice(new Concatenate().apply(larger(low, 32), middle), 32);
    up = twice(new Concatenate().apply(larger(up, 16), high), 16);
    return new Model(image, new Conv2D(1, 1, 1).activation("sigmoid").name("mask").apply(up));
  }

  private static Tensor twice(Tensor x, int filters) {
    Tensor once = new Conv2D(filters, 3, 3).activation("relu").padding("same").apply(x);
    return new Conv2D(filters, 3, 3).activation("relu").padding("same").apply(once);
  }

  private static Tensor larger(Tensor x, int filters) {
    return new Conv2DTranspose(filters, 2, 2).strides(2, 2).padding("same").apply(x);
  }
}
