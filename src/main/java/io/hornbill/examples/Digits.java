package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Logs;
import io.hornbill.datasets.Mnist;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learns to read handwritten digits, and prints how many of those it never saw it reads right.
 *
 * <pre>
 * --dataset digits   1,797 images of 8 by 8, which ship with the library (the default)
 * --dataset mnist    70,000 images of 28 by 28, from KERAS_HOME or downloaded into it
 * --model mlp        two dense layers, as in Keras' mnist_mlp example
 * --model cnn        two convolutions, as in Keras' mnist_cnn example (the default for digits)
 * --model all        one after the other (the default for mnist)
 * --epochs 10        how often to go through the data
 * --seed 42          what all randomness follows from
 * </pre>
 */
public final class Digits {
  private static final List<String> NAMES = List.of("dataset", "model", "epochs", "seed");
  private static final int CLASSES = 10;

  private Digits() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    try {
      accuracy(args);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2); // which Maven leaves without a stack trace
    }
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test images that were read right, by the last model
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    boolean mnist =
        arguments.choice("dataset", "digits", List.of("digits", "mnist")).equals("mnist");
    String chosen = arguments.choice("model", mnist ? "all" : "cnn", List.of("mlp", "cnn", "all"));
    double accuracy = 0;
    for (String name : chosen.equals("all") ? List.of("mlp", "cnn") : List.of(chosen)) {
      accuracy = accuracy(arguments, mnist, name.equals("cnn"));
    }
    return accuracy;
  }

  private static double accuracy(Arguments arguments, boolean mnist, boolean cnn) {
    int epochs = arguments.number("epochs", mnist ? cnn ? 4 : 10 : cnn ? 12 : 40);
    Hornbill.seed(arguments.number("seed", 42));

    TrainTest<INDArray> data = mnist ? Mnist.loadData() : io.hornbill.datasets.Digits.loadData();
    double white = mnist ? 255 : 16;
    INDArray x = images(data.train().x(), white);
    INDArray unseen = images(data.test().x(), white);

    try (Sequential model = cnn ? cnn(x, mnist) : mlp(x, mnist)) {
      model.summary();
      model.fit(
          x,
          data.train().y(),
          f ->
              f.batchSize(mnist ? 128 : 32).epochs(epochs).validationData(unseen, data.test().y()));
      Logs scores = model.evaluate(unseen, data.test().y(), e -> e.batchSize(256).verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      System.out.printf(
          Locale.ROOT, "Test accuracy: %.4f on %d images%n", accuracy, unseen.size(0));
      return accuracy;
    }
  }

  /** From 0 (black) to 1 (white), with an axis for the one channel. */
  private static INDArray images(INDArray raw, double white) {
    return raw.castTo(DataType.FLOAT)
        .div(white)
        .reshape('c', raw.size(0), raw.size(1), raw.size(2), 1);
  }

  private static Sequential mlp(INDArray x, boolean large) {
    int units = large ? 512 : 128;
    Sequential model =
        new Sequential()
            .add(new Input(x.size(1), x.size(2), 1))
            .add(new Flatten())
            .add(new Dense(units).activation("relu"))
            .add(new Dropout(0.2))
            .add(new Dense(units).activation("relu"))
            .add(new Dropout(0.2))
            .add(new Dense(CLASSES).activation("softmax"));
    model.compile("rmsprop", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  private static Sequential cnn(INDArray x, boolean large) {
    String padding = large ? "valid" : "same";
    Sequential model =
        new Sequential()
            .add(new Input(x.size(1), x.size(2), 1))
            .add(new Conv2D(32, 3, 3).activation("relu").padding(padding))
            .add(new Conv2D(64, 3, 3).activation("relu").padding(padding))
            .add(new MaxPooling2D(2, 2))
            .add(new Dropout(0.25))
            .add(new Flatten())
            .add(new Dense(128).activation("relu"))
            .add(new Dropout(0.5))
            .add(new Dense(CLASSES).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }
}
