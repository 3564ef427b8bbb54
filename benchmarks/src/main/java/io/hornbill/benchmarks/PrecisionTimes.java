package io.hornbill.benchmarks;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.base.RandomStream;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.datasets.Mnist;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Shape;
import io.hornbill.optimizers.Adam;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What {@code mixed_bfloat16} changes: training steps of small networks and predictions of large
 * ones, of two models that differ in their precision alone, in turn; and how many digits of MNIST
 * the {@code cnn} knows.
 *
 * <pre>{@code
 * benchmarks/peers bfloat16              # mlp, cnn, resnet-block, MobileNetV2, ResNet50, mnist
 * benchmarks/peers bfloat16 cnn VGG16    # those that are named
 * }</pre>
 */
public final class PrecisionTimes {
  private static final String MNIST = "mnist";
  private static final List<String> NAMES =
      List.of("mlp", "cnn", "resnet-block", "MobileNetV2", "ResNet50", MNIST);
  private static final List<String> PRECISIONS = List.of("float32", "mixed_bfloat16");
  private static final Map<String, Workload> TRAINED =
      Map.of("mlp", Workload.MLP, "cnn", Workload.CNN, "resnet-block", Workload.RESNET_BLOCK);
  private static final int CLASSES = Workload.CLASSES;
  private static final int EPOCHS = 2;
  private static final int ROUNDS = 15;
  private static final long WARM_UP = 3_000_000_000L;
  private static final long ROUND = 200_000_000L;

  private PrecisionTimes() {}

  /**
   * Runs the measurement; {@code benchmarks/peers bfloat16} calls this.
   *
   * @param args the names of workloads and networks; none for five
   * @throws IOException if the system's description cannot be read
   */
  public static void main(String... args) throws IOException {
    System.out.println("workload    bfloat16, beside floats of the same network");
    System.out.println("machine     " + Machine.describe());
    for (String name : args.length == 0 ? NAMES : List.of(args)) {
      Workload workload = TRAINED.get(name);
      if (name.equals(MNIST)) {
        PRECISIONS.forEach(PrecisionTimes::learnDigits);
      } else if (workload == null) {
        measure(name + ", 1 image", steps(() -> Architectures.create(name, null), 1, false));
        measure(name + ", 8 images", steps(() -> Architectures.create(name, null), 8, false));
      } else {
        int batch = workload.batchSize();
        measure(name + ", training step", steps(() -> HornbillModels.of(workload), batch, true));
        measure(name + ", prediction", steps(() -> HornbillModels.of(workload), batch, false));
        measure(name + ", by policies", byPolicies(workload));
      }
    }
  }

  /** Trains by one precision, and counts what is known when asked in each. */
  private static void learnDigits(String precision) {
    TrainTest<INDArray> digits = Mnist.loadData();
    INDArray test = images(digits.test().x());
    Hornbill.seed(1);
    Model model = HornbillModels.of(Workload.CNN);
    compile(model, precision);
    model.fit(
        images(digits.train().x()),
        digits.train().y(),
        f -> f.batchSize(Workload.CNN.batchSize()).epochs(EPOCHS).verbose(0));
    for (String asked : PRECISIONS) {
      compile(model, asked);
      INDArray digit = digits.test().y().reshape(-1).castTo(DataType.INT64);
      INDArray known = model.predict(test).argMax(1).eq(digit);
      System.out.printf(
          Locale.ROOT,
          "accuracy    mnist, trained in %s, asked in %s: %.4f%n",
          precision,
          asked,
          known.castTo(DataType.DOUBLE).meanNumber().doubleValue());
    }
    model.close();
  }

  private static INDArray images(INDArray pixels) {
    return pixels.castTo(DataType.FLOAT).reshape(pixels.size(0), 28, 28, 1).div(255);
  }

  private static void compile(Model model, String precision) {
    model.compile(
        c ->
            c.optimizer(new Adam())
                .loss("sparse_categorical_crossentropy")
                .mixedPrecision(precision));
  }

  /** For each precision what is measured. */
  private static List<Runnable> steps(Supplier<Model> models, int batch, boolean training) {
    return PRECISIONS.stream().map(p -> step(models.get(), p, batch, training)).toList();
  }

  /** Predictions of layers whose policies say the precision, and that round where Keras does. */
  private static List<Runnable> byPolicies(Workload workload) {
    Model floats = HornbillModels.of(workload);
    String rounding =
        floats.toJson().replace("\"dtype\":\"float32\"", "\"dtype\":\"mixed_bfloat16\"");
    return Stream.of(floats, Model.fromJson(rounding))
        .map(model -> step(model, PRECISIONS.get(0), workload.batchSize(), false))
        .toList();
  }

  private static Runnable step(Model model, String precision, int batch, boolean training) {
    model.compile(
        c -> c.optimizer(new Adam()).loss("categorical_crossentropy").mixedPrecision(precision));
    INDArray x = random(model.inputs().get(0).shape().with(0, batch));
    if (!training) {
      return () -> model.predict(x, p -> p.batchSize(batch));
    }
    float[] classes = new float[batch * CLASSES];
    for (int row = 0; row < batch; row++) {
      classes[row * CLASSES + row % CLASSES] = 1;
    }
    INDArray y = Nd4j.create(classes, new long[] {batch, CLASSES}, 'c');
    return () -> model.trainOnBatch(x, y);
  }

  /** From Java: ND4J would leave helper threads behind, with which OpenMP's own fall asleep. */
  private static INDArray random(Shape shape) {
    RandomStream random = RandomStream.next();
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Nd4j.create(values, shape.dims(), 'c');
  }

  private static void measure(String name, List<Runnable> steps) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARM_UP) {
      steps.forEach(Runnable::run);
    }
    List<Durations> times = List.of(new Durations(), new Durations());
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < steps.size(); i++) {
        long start = System.nanoTime();
        long last = start;
        while (last - start < ROUND) {
          steps.get(i).run();
          long now = System.nanoTime();
          times.get(i).add(now - last);
          last = now;
        }
      }
    }
    double floats = times.get(0).percentile(50) / 1e6;
    double mixed = times.get(1).percentile(50) / 1e6;
    System.out.printf(
        Locale.ROOT,
        "median      %-28s float32 %8.3f ms, mixed_bfloat16 %8.3f ms, ratio %.2f%n",
        name,
        floats,
        mixed,
        mixed / floats);
  }
}
