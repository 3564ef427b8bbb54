package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.History;
import io.hornbill.layers.Dense;
import io.hornbill.layers.LSTM;
import io.hornbill.optimizers.Adam;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Character-level text generation with LSTM: learns a poem letter by letter, and goes on writing.
 * Prints how often it knows the next letter.
 *
 * <pre>
 * --epochs 60          how often to go through the data
 * --letters 120        how many letters to write
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class TextGeneration {
  private static final List<String> NAMES = List.of("epochs", "letters", "seed");

  private TextGeneration() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(TextGeneration::accuracy, args);
  }

  private static final int LENGTH = 20;

  /** Shakespeare's 18th sonnet. */
  private static final String TEXT =
      """
      shall i compare thee to a summer's day?
      thou art more lovely and more temperate:
      rough winds do shake the darling buds of may,
      and summer's lease hath all too short a date;
      sometime too hot the eye of heaven shines,
      and often is his gold complexion dimm'd;
      and every fair from fair sometime declines,
      by chance or nature's changing course untrimm'd;
      but thy eternal summer shall not fade,
      nor lose possession of that fair thou ow'st;
      nor shall death brag thou wander'st in his shade,
      when in eternal lines to time thou grow'st:
      so long as men can breathe or eyes can see,
      so long lives this, and this gives life to thee.
      """;

  private static final String LETTERS =
      TEXT.chars()
          .distinct()
          .sorted()
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  /**
   * Trains and writes.
   *
   * @param args see the class' description
   * @return the share of letters of the poem that follow as the model expects, at the last epoch
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 60);
    int letters = arguments.number("letters", 120);
    Hornbill.seed(arguments.number("seed", 42));

    int rows = TEXT.length() - LENGTH;
    INDArray x = Nd4j.create(rows, LENGTH, LETTERS.length());
    float[] next = new float[rows];
    for (int row = 0; row < rows; row++) {
      read(x, row, TEXT.substring(row, row + LENGTH));
      next[row] = LETTERS.indexOf(TEXT.charAt(row + LENGTH));
    }
    try (Sequential model = new Sequential()) {
      model
          .add(new Input(LENGTH, LETTERS.length()))
          .add(new LSTM(96))
          .add(new Dense(LETTERS.length()).activation("softmax"));
      model.compile(new Adam(0.005), "sparse_categorical_crossentropy", "accuracy");
      model.summary();
      History history =
          model.fit(x, Nd4j.createFromArray(next), f -> f.batchSize(32).epochs(epochs).verbose(2));
      System.out.println(write(model, TEXT.substring(0, LENGTH), letters));
      List<Double> accuracy = history.history().getOrDefault("accuracy", List.of(0.0));
      return Program.result("Letters known", accuracy.get(accuracy.size() - 1));
    }
  }

  /** A row of one-hot letters. */
  private static void read(INDArray x, int row, String text) {
    for (int i = 0; i < LENGTH; i++) {
      x.putScalar(row, i, LETTERS.indexOf(text.charAt(i)), 1);
    }
  }

  private static String write(Sequential model, String begin, int letters) {
    StringBuilder text = new StringBuilder(begin);
    for (int i = 0; i < letters; i++) {
      INDArray x = Nd4j.create(1, LENGTH, LETTERS.length());
      read(x, 0, text.substring(text.length() - LENGTH));
      text.append(LETTERS.charAt(model.predictOnBatch(x).argMax(1).getInt(0)));
    }
    return text.toString();
  }
}
