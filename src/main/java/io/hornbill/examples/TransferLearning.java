package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Transfer learning: a network that learned the digits 0 to 4 keeps its convolutions and learns 5
 * to 9 anew with its last layers, as in Keras' mnist_transfer_cnn example. Prints how many it reads
 * right.
 *
 * <pre>
 * --epochs 12          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class TransferLearning {
  private static final List<String> NAMES = List.of("epochs", "seed");

  private TransferLearning() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(TransferLearning::accuracy, args);
  }

  /**
   * Trains, freezes, trains again and tests.
   *
   * @param args see the class' description
   * @return the share of the test digits 5 to 9 that were read right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 12);
    Hornbill.seed(arguments.number("seed", 42));

    TrainTest<INDArray> digits = Made.digits();
    Sequential features =
        new Sequential(
            new Input(8, 8, 1),
            new Conv2D(32, 3, 3).activation("relu").padding("same"),
            new Conv2D(32, 3, 3).activation("relu").padding("same"),
            new MaxPooling2D(2, 2),
            new Dropout(0.25),
            new Flatten());
    features.name("features");
    accuracy(features, part(digits, 0), epochs);
    features.trainable(false);
    double accuracy = accuracy(features, part(digits, 5), epochs);
    return Program.result("Test accuracy of 5 to 9", accuracy);
  }

  private static double accuracy(Sequential features, TrainTest<INDArray> data, int epochs) {
    Sequential model =
        new Sequential(
            features,
            new Dense(128).activation("relu"),
            new Dropout(0.5),
            new Dense(5).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    model.fit(data.train().x(), data.train().y(), f -> f.batchSize(32).epochs(epochs).verbose(2));
    model.summary();
    return model
        .evaluate(data.test().x(), data.test().y(), e -> e.verbose(0))
        .getOrDefault("accuracy", 0.0);
  }

  private static TrainTest<INDArray> part(TrainTest<INDArray> digits, int from) {
    return new TrainTest<>(part(digits.train(), from), part(digits.test(), from));
  }

  private static boolean isFrom(double digit, int from) {
    return digit >= from && digit < from + 5;
  }

  /** Five of the digits, counted from 0. */
  private static Examples<INDArray> part(Examples<INDArray> digits, int from) {
    long[] rows =
        LongStream.range(0, digits.y().length())
            .filter(i -> isFrom(digits.y().getDouble(i), from))
            .toArray();
    var chosen = NDArrayIndex.indices(rows);
    return new Examples<>(digits.x().get(chosen), digits.y().get(chosen).sub(from));
  }
}
