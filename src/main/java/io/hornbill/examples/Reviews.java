package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Logs;
import io.hornbill.datasets.Imdb;
import io.hornbill.datasets.Sequences;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.LSTM;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learns to tell good film reviews from bad ones by the last words of each, as in Keras' imdb_lstm
 * example, and prints how many of 25,000 it never saw it judges right.
 *
 * <pre>
 * --words 20000      the most frequent words that count
 * --length 80        the last words of a review that are read
 * --epochs 2         how often to go through the data
 * --seed 42          what all randomness follows from
 * </pre>
 *
 * <p>The reviews are {@code datasets/imdb.npz} in KERAS_HOME, and downloaded if they are not there.
 */
public final class Reviews {
  private static final List<String> NAMES = List.of("words", "length", "epochs", "seed");
  private static final int UNITS = 128;

  private Reviews() {}

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
   * @return the share of test reviews that were judged right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int words = arguments.number("words", 20_000);
    int length = arguments.number("length", 80);
    int epochs = arguments.number("epochs", 2);
    Hornbill.seed(arguments.number("seed", 42));

    return accuracy(Imdb.loadData(o -> o.numWords(words)), words, length, epochs);
  }

  /** Trains and tests on reviews whose words are numbers below {@code words}. */
  static double accuracy(TrainTest<List<int[]>> data, int words, int length, int epochs) {
    INDArray x = Sequences.pad(data.train().x(), length);
    INDArray unseen = Sequences.pad(data.test().x(), length);

    try (Sequential model = new Sequential()) {
      model
          .add(new Input(length))
          .add(new Embedding(words, UNITS))
          .add(new LSTM(UNITS).dropout(0.2).recurrentDropout(0.2))
          .add(new Dense(1).activation("sigmoid"));
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.summary();
      model.fit(x, data.train().y(), f -> f.batchSize(32).epochs(epochs));
      Logs scores = model.evaluate(unseen, data.test().y(), e -> e.batchSize(256).verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      System.out.printf(
          Locale.ROOT, "Test accuracy: %.4f on %d reviews%n", accuracy, unseen.size(0));
      return accuracy;
    }
  }
}
