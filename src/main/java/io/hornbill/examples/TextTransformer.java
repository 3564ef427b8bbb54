package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.Imdb;
import io.hornbill.datasets.Sequences;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Add;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.MultiHeadAttention;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Text classification with Transformer: learns by attention whether a review is good (imdb), or, in
 * made sentences, which of two words comes first. Prints how many unseen texts it judges right.
 *
 * <pre>
 * --dataset made       made: sentences of 20 words; imdb: film reviews, from KERAS_HOME or downloaded into it
 * --epochs 8           how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class TextTransformer {
  private static final List<String> NAMES = List.of("dataset", "epochs", "seed");

  private TextTransformer() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(TextTransformer::accuracy, args);
  }

  private static final int WIDTH = 32;
  private static final int MADE_WORDS = 50;

  /** Adds to each word what its place is. */
  static final class Places extends Layer {
    private @Nullable Variable places;

    @Override
    protected void build(Shape input) {
      places = addWeight("places", Shape.of(input.dim(1), input.last()), "uniform");
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.plus(context.value(Objects.requireNonNull(places)));
    }
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test texts that were judged right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    boolean imdb = arguments.choice("dataset", "made", List.of("made", "imdb")).equals("imdb");
    int epochs = arguments.number("epochs", imdb ? 2 : 8);
    Hornbill.seed(arguments.number("seed", 42));

    TrainTest<INDArray> data = imdb ? reviews() : new TrainTest<>(made(2000, 1), made(500, 2));
    try (Model model = model(imdb ? 200 : 20, imdb ? 20_000 : MADE_WORDS)) {
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.summary();
      model.fit(data.train().x(), data.train().y(), f -> f.batchSize(32).epochs(epochs));
      double accuracy =
          model
              .evaluate(data.test().x(), data.test().y(), e -> e.batchSize(256).verbose(0))
              .getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }

  private static Model model(int length, int words) {
    Tensor ids = Input.of(length);
    Tensor x = new Places().name("places").apply(new Embedding(words, WIDTH).apply(ids));
    Tensor attended = new MultiHeadAttention(2, WIDTH).apply(x, x);
    x = new LayerNormalization().apply(new Add().apply(x, new Dropout(0.1).apply(attended)));
    Tensor fed = new Dense(WIDTH).apply(new Dense(WIDTH).activation("relu").apply(x));
    x = new LayerNormalization().apply(new Add().apply(x, new Dropout(0.1).apply(fed)));
    x = new Dropout(0.1).apply(new GlobalAveragePooling1D().apply(x));
    x = new Dense(20).activation("relu").apply(x);
    return new Model(ids, new Dense(1).activation("sigmoid").apply(x));
  }

  private static TrainTest<INDArray> reviews() {
    TrainTest<List<int[]>> raw = Imdb.loadData(o -> o.numWords(20_000));
    return new TrainTest<>(padded(raw.train()), padded(raw.test()));
  }

  private static Examples<INDArray> padded(Examples<List<int[]>> raw) {
    return new Examples<>(Sequences.pad(raw.x(), 200), raw.y().reshape(raw.y().size(0), 1));
  }

  /** Words 1 and 2 are somewhere among others; 1 if word 1 comes first. */
  private static Examples<INDArray> made(int count, long seed) {
    Random random = new Random(seed);
    float[] x = new float[count * 20];
    float[] y = new float[count];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < 20; i++) {
        x[row * 20 + i] = 3 + random.nextInt(MADE_WORDS - 3);
      }
      int first = random.nextInt(10);
      int second = 10 + random.nextInt(10);
      y[row] = random.nextInt(2);
      x[row * 20 + first] = y[row] == 1 ? 1 : 2;
      x[row * 20 + second] = y[row] == 1 ? 2 : 1;
    }
    return new Examples<>(
        Nd4j.createFromArray(x).reshape(count, 20), Nd4j.createFromArray(y).reshape(count, 1));
  }
}
