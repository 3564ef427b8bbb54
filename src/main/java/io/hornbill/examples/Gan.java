package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.Reshape;
import io.hornbill.optimizers.Adam;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Generative adversarial network: one network learns to draw handwritten digits, another to tell
 * them from real ones. Prints how often the second takes drawn digits for real.
 *
 * <pre>
 * --steps 600          how many batches to train on
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Gan {
  private static final List<String> NAMES = List.of("steps", "picture", "seed");

  private Gan() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Gan::fooled, args);
  }

  private static final int ROWS = 32;
  private static final int NOISE = 16;

  /**
   * Trains both.
   *
   * @param args see the class' description
   * @return the mean probability by which drawn digits are taken for real, at the end
   */
  static double fooled(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int steps = arguments.number("steps", 600);
    int seed = arguments.number("seed", 42);
    Hornbill.seed(seed);

    Sequential generator = generator();
    Sequential judge = judge();
    judge.compile(new Adam(0.0005), "binary_crossentropy");
    // Within this model the judge does not learn: only who draws does.
    judge.trainable(false);
    Tensor noise = Input.of(NOISE);
    try (Model both = new Model(noise, judge.apply(generator.apply(noise)))) {
      both.compile(new Adam(0.001), "binary_crossentropy");
      both.summary();
      judge.trainable(true);
      train(generator, judge, both, steps, seed);
      Path picture = arguments.file("picture");
      if (picture != null) {
        INDArray drawn = generator.predict(noise(24, seed));
        Plots.images(drawn, List.of(), picture, o -> o.title("drawn digits"));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      INDArray drawn = generator.predict(noise(256, seed + 1));
      double taken = judge.predict(drawn).meanNumber().doubleValue();
      return Program.result("Taken for real", taken);
    }
  }

  private static void train(
      Sequential generator, Sequential judge, Model both, int steps, int seed) {
    INDArray digits = Made.digits().train().x();
    INDArray truth = Nd4j.concat(0, Nd4j.ones(ROWS, 1), Nd4j.zeros(ROWS, 1));
    Random random = new Random(seed);
    for (int step = 0; step < steps; step++) {
      INDArray real = digits.get(NDArrayIndex.indices(rows(random, digits)));
      INDArray drawn = generator.predictOnBatch(noise(ROWS, step));
      judge.trainable(true);
      double judged =
          judge.trainOnBatch(Nd4j.concat(0, real, drawn), truth).getOrDefault("loss", 0.0);
      judge.trainable(false);
      double made =
          both.trainOnBatch(noise(ROWS, 7L * step), Nd4j.ones(ROWS, 1)).getOrDefault("loss", 0.0);
      if (step % 100 == 0) {
        System.out.printf(Locale.ROOT, "step %d: judge %.3f, generator %.3f%n", step, judged, made);
      }
    }
  }

  private static long[] rows(Random random, INDArray digits) {
    return random.ints(ROWS, 0, (int) digits.size(0)).asLongStream().toArray();
  }

  private static INDArray noise(int rows, long seed) {
    return Nd4j.randn(seed + 1, new long[] {rows, NOISE}).castTo(DataType.FLOAT);
  }

  private static Sequential generator() {
    return new Sequential(
            new Input(NOISE),
            new Dense(64).activation("relu"),
            new Dense(128).activation("relu"),
            new Dense(64).activation("sigmoid"),
            new Reshape(8, 8, 1))
        .name("generator");
  }

  private static Sequential judge() {
    return new Sequential(
            new Input(8, 8, 1),
            new Flatten(),
            new Dense(64),
            new LeakyReLU(0.2),
            new Dropout(0.3),
            new Dense(1).activation("sigmoid"))
        .name("judge");
  }
}
