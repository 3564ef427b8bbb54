package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.UpSampling2D;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Image super-resolution: learns to draw images twice as large as they are. Prints by how many
 * decibels what it draws is nearer to the truth than what plain enlarging gives.
 *
 * <pre>
 * --images 800         how many images to learn from
 * --epochs 8           how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class SuperResolution {
  private static final List<String> NAMES = List.of("images", "epochs", "picture", "seed");

  private SuperResolution() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(SuperResolution::gain, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the peak signal-to-noise ratio gained, in decibels
   */
  static double gain(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 8);
    Hornbill.seed(arguments.number("seed", 42));

    INDArray large = Made.shapes(arguments.number("images", 800), 32, 1).x();
    INDArray truth = Made.shapes(100, 32, 2).x();
    Sequential smaller = new Sequential(new Input(32, 32, 3), new AveragePooling2D(2, 2));
    Sequential plain =
        new Sequential(new Input(16, 16, 3), new UpSampling2D(2, 2).interpolation("bilinear"));
    INDArray small = smaller.predict(truth);
    try (Model model = model()) {
      model.compile("adam", "mse");
      model.summary();
      model.fit(smaller.predict(large), large, f -> f.batchSize(16).epochs(epochs));
      INDArray drawn = model.predict(small);
      INDArray enlarged = plain.predict(small);
      Path picture = arguments.file("picture");
      if (picture != null) {
        var first = NDArrayIndex.interval(0, 6);
        INDArray all = Nd4j.concat(0, enlarged.get(first), drawn.get(first), truth.get(first));
        Plots.images(all, List.of(), picture, o -> o.title("enlarged, drawn, truth"));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      double before = Program.result("Enlarged, in decibels", decibels(enlarged, truth));
      double after = Program.result("Drawn, in decibels", decibels(drawn, truth));
      return Program.result("Gain, in decibels", after - before);
    }
  }

  private static Model model() {
    Tensor small = Input.of(16, 16, 3);
    Tensor enlarged = new UpSampling2D(2, 2).interpolation("bilinear").apply(small);
    Tensor x = new Conv2D(32, 5, 5).activation("relu").padding("same").apply(enlarged);
    x = new Conv2D(32, 3, 3).activation("relu").padding("same").apply(x);
    Tensor detail = new Conv2D(3, 3, 3).padding("same").kernelInitializer("zeros").apply(x);
    return new Model(small, new Add().apply(enlarged, detail));
  }

  private static double decibels(INDArray image, INDArray truth) {
    INDArray difference = image.sub(truth);
    return -10 * Math.log10(difference.mul(difference).meanNumber().doubleValue());
  }
}
