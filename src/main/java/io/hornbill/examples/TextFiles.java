package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchSource;
import io.hornbill.data.Strings;
import io.hornbill.datasets.TextFolder;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GlobalMaxPooling1D;
import io.hornbill.layers.preprocessing.TextVectorization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Text classification from scratch: learns from a folder of text files, one subfolder per class,
 * and predicts for texts as they are. Prints the share of files it never saw that it tells right.
 *
 * <pre>
 * --folder reviews     with subfolders pos and neg; made of random words if it is not given
 * --epochs 10          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class TextFiles {
  private static final List<String> NAMES = List.of("folder", "epochs", "seed");
  private static final int WORDS = 2000;
  private static final List<String> GOOD = List.of("brilliant", "moving", "funny", "wonderful");
  private static final List<String> BAD = List.of("boring", "flat", "awful", "lifeless");
  private static final List<String> OTHER =
      List.of("the", "film", "a", "plot", "and", "actors", "was", "it", "of", "scene");

  private TextFiles() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(TextFiles::accuracy, args);
  }

  private static Path made() {
    try {
      Path folder = Files.createTempDirectory("reviews");
      RandomStream random = RandomStream.of(7);
      for (String name : List.of("neg", "pos")) {
        Path sub = Files.createDirectory(folder.resolve(name));
        for (int i = 0; i < 120; i++) {
          Files.writeString(
              sub.resolve(i + ".txt"), review(name.equals("pos") ? GOOD : BAD, random));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String review(List<String> telling, RandomStream random) {
    StringBuilder text = new StringBuilder("Well, ");
    int length = 6 + random.nextInt(15);
    int place = random.nextInt(length);
    for (int i = 0; i < length; i++) {
      List<String> words = i == place ? telling : OTHER;
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.append("!").toString();
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test files that were told right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 10);
    long seed = arguments.number("seed", 42);
    Hornbill.seed(seed);
    String given = arguments.text("folder", "");
    Path folder = given.isEmpty() ? made() : Path.of(given);
    BatchSource train = part(folder, "training", seed);
    BatchSource test = part(folder, "validation", seed);

    TextVectorization words = new TextVectorization().maxTokens(WORDS).outputSequenceLength(50);
    words.adapt(train);
    try (Sequential model = new Sequential()) {
      model
          .add(new Input(1).strings())
          .add(words)
          .add(new Embedding(WORDS, 16))
          .add(new Dropout(0.2))
          .add(new GlobalMaxPooling1D())
          .add(new Dense(1).activation("sigmoid"));
      model.compile("rmsprop", "binary_crossentropy", "accuracy");
      model.optimizer().learningRate(0.01);
      model.fit(train, f -> f.epochs(epochs).verbose(2));
      INDArray score = model.predict(List.of("What a moving film!"));
      System.out.printf(Locale.ROOT, "\"What a moving film!\" scores %.2f%n", score.getDouble(0));
      var scores = model.evaluate(test, e -> e.verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }

  private static BatchSource part(Path folder, String subset, long seed) {
    return TextFolder.of(
            folder,
            o ->
                o.batchSize(32).validationSplit(0.25).subset(subset).seed(seed).labelMode("binary"))
        .batches(Strings::encode);
  }
}
