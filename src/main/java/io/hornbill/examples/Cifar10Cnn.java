package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.Cifar10;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a simple convolutional network on the CIFAR-10 small images, as Keras' cifar10_cnn example
 * does, and prints how many of the test images it names right.
 *
 * <pre>
 * --dataset made       made: shapes of three colours, 32 by 32; cifar10: from KERAS_HOME or downloaded into it
 * --images 50000       how many images to train on
 * --epochs 3           how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Cifar10Cnn {
  private static final List<String> NAMES = List.of("dataset", "images", "epochs", "seed");

  private Cifar10Cnn() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Cifar10Cnn::accuracy, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test images that were named right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    boolean cifar =
        arguments.choice("dataset", "made", List.of("made", "cifar10")).equals("cifar10");
    int images = arguments.number("images", cifar ? 50_000 : 1500);
    int epochs = arguments.number("epochs", cifar ? 10 : 3);
    Hornbill.seed(arguments.number("seed", 42));

    TrainTest<INDArray> data = cifar ? cifar(images) : made(images);
    try (Sequential model = model(cifar ? 10 : 3)) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      model.summary();
      model.fit(data.train().x(), data.train().y(), f -> f.batchSize(32).epochs(epochs));
      double accuracy =
          model
              .evaluate(data.test().x(), data.test().y(), e -> e.batchSize(256).verbose(0))
              .getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }

  private static TrainTest<INDArray> cifar(int images) {
    TrainTest<INDArray> raw = Cifar10.loadData();
    return new TrainTest<>(first(raw.train(), images), first(raw.test(), Math.min(images, 10_000)));
  }

  private static Examples<INDArray> first(Examples<INDArray> all, int images) {
    var rows = NDArrayIndex.interval(0, Math.min(images, all.x().size(0)));
    INDArray x = all.x().get(rows).castTo(DataType.FLOAT).div(255);
    return new Examples<>(x, all.y().get(rows));
  }

  private static TrainTest<INDArray> made(int images) {
    Made.Shapes train = Made.shapes(images, 32, 1);
    Made.Shapes test = Made.shapes(300, 32, 2);
    return new TrainTest<>(
        new Examples<>(train.x(), train.color()), new Examples<>(test.x(), test.color()));
  }

  private static Sequential model(int classes) {
    return new Sequential(
        new Input(32, 32, 3),
        new Conv2D(32, 3, 3).activation("relu").padding("same"),
        new Conv2D(32, 3, 3).activation("relu"),
        new MaxPooling2D(2, 2),
        new Dropout(0.25),
        new Conv2D(64, 3, 3).activation("relu").padding("same"),
        new Conv2D(64, 3, 3).activation("relu"),
        new MaxPooling2D(2, 2),
        new Dropout(0.25),
        new Flatten(),
        new Dense(512).activation("relu"),
        new Dropout(0.5),
        new Dense(classes).activation("softmax"));
  }
}
