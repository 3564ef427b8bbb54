package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.applications.MobileNet;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import io.hornbill.optimizers.Adam;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Teaches a network that knows photographs to read handwritten digits. At first a new head learns
 * while the network below is frozen, its batch normalizations included; then all of it but these is
 * tuned with a smaller learning rate. Of random weights the normalizations are tuned too, as their
 * statistics are of nothing yet.
 *
 * <pre>
 * --weights imagenet   MobileNet's own weights, from KERAS_HOME or downloaded into it (the default)
 * --weights random     none
 * --weights FILE       those of a file, for MobileNet of alpha 0.25 without top
 * --save FILE          where the tuned network goes, without its head
 * --images 1500        how many of the digits to learn from
 * --head 10            how often the head sees them
 * --tune 10            how often the whole network sees them; 30 times with random weights, which
 *                      the moving statistics of the normalizations need
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class FineTuning {
  private static final List<String> NAMES =
      List.of("weights", "save", "images", "head", "tune", "seed");
  private static final int SIZE = 32;

  /**
   * The shares of unseen digits that are read right.
   *
   * @param before with a head that has learned nothing
   * @param head after the head has learned
   * @param tuned after all has learned
   */
  record Accuracy(double before, double head, double tuned) {}

  private FineTuning() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(FineTuning::accuracy, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return how well digits are read, step by step
   */
  static Accuracy accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int count = arguments.number("images", 1500);
    Hornbill.seed(arguments.number("seed", 42));
    TrainTest<INDArray> digits = io.hornbill.datasets.Digits.loadData();
    long known = Math.min(count, digits.train().x().size(0));
    INDArray x = images(digits.train().x()).get(first(known)).dup('c');
    INDArray y = digits.train().y().get(first(known)).dup('c');
    INDArray unseen = images(digits.test().x());

    try (Model base = base(weights(arguments.text("weights", "imagenet")));
        Model model = withHead(base)) {
      base.trainable(false);
      compile(model, 1e-2);
      double before = test(model, "before", unseen, digits.test().y());
      model.fit(x, y, f -> f.batchSize(32).epochs(arguments.number("head", 10)));
      double head = test(model, "head", unseen, digits.test().y());

      boolean isRandom = arguments.text("weights", "imagenet").equals("random");
      unfreeze(base, isRandom);
      compile(model, 1e-3);
      model.fit(x, y, f -> f.batchSize(32).epochs(arguments.number("tune", isRandom ? 30 : 10)));
      String file = arguments.text("save", "");
      if (!file.isEmpty()) {
        base.saveWeights(Path.of(file));
      }
      return new Accuracy(before, head, test(model, "tuned", unseen, digits.test().y()));
    }
  }

  private static INDArrayIndex first(long count) {
    return NDArrayIndex.interval(0, count);
  }

  private static @Nullable Object weights(String name) {
    return switch (name) {
      case "random" -> null;
      case "imagenet" -> name;
      default -> Path.of(name);
    };
  }

  /** The network without its own head: 256 features of each image. */
  static Model base(@Nullable Object weights) {
    return MobileNet.create(
        o ->
            o.weights(weights)
                .alpha(0.25)
                .includeTop(false)
                .pooling("avg")
                .inputShape(SIZE, SIZE, 3));
  }

  /** All but the normalizations that know statistics of many more images than ours. */
  static void unfreeze(Model base, boolean isRandom) {
    base.trainable(true);
    for (Layer layer : base.layers()) {
      layer.trainable(isRandom || !(layer instanceof BatchNormalization));
    }
  }

  private static Model withHead(Model base) {
    Layer head = new Dense(10).activation("softmax").name("digits");
    Tensor features = base.output();
    return new Model(base.input(), head.apply(features));
  }

  private static void compile(Model model, double learningRate) {
    model.compile(new Adam(learningRate), "sparse_categorical_crossentropy", "accuracy");
  }

  private static double test(Model model, String step, INDArray x, INDArray y) {
    double accuracy = model.evaluate(x, y, e -> e.verbose(0)).getOrDefault("accuracy", 0.0);
    System.out.printf(Locale.ROOT, "Test accuracy, %s: %.4f%n", step, accuracy);
    return accuracy;
  }

  /** From -1 (black) to 1 (white), four times as high and wide, the same in all three colors. */
  static INDArray images(INDArray raw) {
    int times = SIZE / (int) raw.size(1);
    float[] pixels = raw.castTo(DataType.FLOAT).div(8).sub(1).dup('c').data().asFloat();
    int width = (int) raw.size(1);
    float[] large = new float[(int) raw.size(0) * SIZE * SIZE * 3];
    for (int i = 0; i < large.length; i++) {
      int place = i / 3;
      int column = place % SIZE / times;
      int row = place / SIZE % SIZE / times;
      large[i] = pixels[(place / (SIZE * SIZE) * width + row) * width + column];
    }
    return Nd4j.create(large, new long[] {raw.size(0), SIZE, SIZE, 3}, 'c');
  }
}
