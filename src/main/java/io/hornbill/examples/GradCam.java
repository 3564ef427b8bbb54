package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grad-CAM class activation visualization: learns to tell the colours of made shapes, and draws
 * where in a picture it sees the one that it finds. Prints how many it names right.
 *
 * <pre>
 * --images 1500        how many images to learn from
 * --epochs 6           how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class GradCam {
  private static final List<String> NAMES = List.of("images", "epochs", "picture", "seed");

  private GradCam() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(GradCam::accuracy, args);
  }

  private static final List<String> COLORS = List.of("red", "green", "blue");

  /**
   * Trains, tests and draws.
   *
   * @param args see the class' description
   * @return the share of test shapes whose colour was named right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 6);
    Hornbill.seed(arguments.number("seed", 42));

    Made.Shapes train = Made.shapes(arguments.number("images", 1500), 32, 1);
    Made.Shapes test = Made.shapes(300, 32, 2);
    try (Sequential model =
        new Sequential(
            new Input(32, 32, 3),
            new Conv2D(16, 3, 3).activation("relu").padding("same"),
            new MaxPooling2D(2, 2),
            new Conv2D(32, 3, 3).activation("relu").padding("same"),
            new MaxPooling2D(2, 2),
            new Conv2D(64, 3, 3).activation("relu").padding("same").name("maps"),
            new GlobalAveragePooling2D(),
            new Dense(3).activation("softmax"))) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      model.summary();
      model.fit(train.x(), train.color(), f -> f.batchSize(32).epochs(epochs));
      Path picture = arguments.file("picture");
      if (picture != null) {
        INDArray image = test.x().slice(0);
        String title = COLORS.get(test.color().getInt(0));
        Plots.gradCam(model, image, image, picture, o -> o.layer("maps").title(title));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      double accuracy =
          model.evaluate(test.x(), test.color(), e -> e.verbose(0)).getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }
}
