package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Logs;
import io.hornbill.datasets.Labels;
import io.hornbill.datasets.Reuters;
import io.hornbill.datasets.Sequences;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learns to sort newswires into 46 topics by which words are in them, as in Keras' reuters_mlp
 * example, and prints how many of those it never saw it sorts right.
 *
 * <pre>
 * --words 1000       the most frequent words that count
 * --epochs 5         how often to go through the data
 * --seed 42          what all randomness follows from
 * </pre>
 *
 * <p>The newswires are {@code datasets/reuters.npz} in KERAS_HOME, and downloaded if they are not
 * there.
 */
public final class Newswires {
  private static final List<String> NAMES = List.of("words", "epochs", "seed");

  private Newswires() {}

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
   * @return the share of test newswires that were sorted right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int words = arguments.number("words", 1000);
    int epochs = arguments.number("epochs", 5);
    Hornbill.seed(arguments.number("seed", 42));

    return accuracy(Reuters.loadData(o -> o.numWords(words).testSplit(0.2)), words, epochs);
  }

  /** Trains and tests on newswires whose words are numbers below {@code words}. */
  static double accuracy(TrainTest<List<int[]>> data, int words, int epochs) {
    int topics = Reuters.labelNames().size();
    INDArray x = Sequences.toMatrix(data.train().x(), words);
    INDArray y = Labels.toCategorical(data.train().y(), topics);
    INDArray unseen = Sequences.toMatrix(data.test().x(), words);
    INDArray truth = Labels.toCategorical(data.test().y(), topics);

    try (Sequential model = new Sequential()) {
      model
          .add(new Input(words))
          .add(new Dense(512).activation("relu"))
          .add(new Dropout(0.5))
          .add(new Dense(topics).activation("softmax"));
      model.compile("adam", "categorical_crossentropy", "accuracy");
      model.summary();
      model.fit(x, y, f -> f.batchSize(32).epochs(epochs).validationSplit(0.1));
      Logs scores = model.evaluate(unseen, truth, e -> e.batchSize(32).verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      System.out.printf(
          Locale.ROOT, "Test accuracy: %.4f on %d newswires%n", accuracy, unseen.size(0));
      return accuracy;
    }
  }
}
