package io.hornbill.benchmarks;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.augmentation.Augmentations;
import io.hornbill.layers.augmentation.RandomContrast;
import io.hornbill.layers.augmentation.RandomFlip;
import io.hornbill.layers.augmentation.RandomRotation;
import io.hornbill.layers.augmentation.RandomZoom;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures how many pictures of 224 x 224 pixels are flipped, turned, zoomed and changed in
 * contrast in a second, beside Keras, in turn; and whether two threads that do so keep a training
 * busy.
 *
 * <pre>{@code
 * HORNBILL_PYTHON=/path/to/python benchmarks/peers augment
 * }</pre>
 *
 * <p>The Python needs Keras 3 with TensorFlow, JAX or PyTorch; a peer that it does not have is left
 * out. The last lines are the ratios, lower is better for Hornbill:
 *
 * <pre>{@code
 * RATIO workload=augment vs=keras-tf.data ours/theirs=0.300 processor=0.350
 * }</pre>
 */
public final class AugmentTimes {
  private static final int SIZE = 224;
  private static final int BATCH = 32;
  private static final int ROUNDS = 9;
  private static final double SECONDS = 0.5;
  private static final int TRAININGS = 3;
  private static final int STEPS = 4;
  private static final String[][] PEERS = {
    {"tensorflow", "tf.data"}, {"jax", "jit"}, {"jax", "layers"}, {"torch", "layers"}
  };

  private AugmentTimes() {}

  /**
   * Runs the measurement; {@code benchmarks/peers augment} calls this.
   *
   * @param args the script of the peers, and the names of those that take part, {@code cnn} being
   *     the training; none for all
   * @throws IOException if a process cannot be started
   */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        "workload    augment: flip, rotation, zoom and contrast of %s x %s x 3, batches of %s%n",
        SIZE, SIZE, BATCH);
    System.out.println("machine     " + Machine.describe());
    BatchSource plain = photographs();
    List<String> names = List.of(args).subList(1, args.length);
    List<AugmentPeer> peers = peers(Path.of(args[0]), names);
    try {
      double[][][] rounds = new double[2 + peers.size()][ROUNDS][];
      measure(changed(plain, 2), 4 * SECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        rounds[0][round] = measure(changed(plain, 1), SECONDS);
        rounds[1][round] = measure(changed(plain, 2), SECONDS);
        for (int i = 0; i < peers.size(); i++) {
          rounds[2 + i][round] = peers.get(i).measure(SECONDS);
        }
      }
      print("hornbill, 1 thread", rounds[0]);
      print("hornbill, 2 threads", rounds[1]);
      for (int i = 0; i < peers.size(); i++) {
        print(peers.get(i).title(), rounds[2 + i]);
      }
      if (names.isEmpty() || names.contains("cnn")) {
        train(plain);
      }
      for (int i = 0; i < peers.size(); i++) {
        double[][] theirs = rounds[2 + i];
        double[][] ours = rounds[1];
        System.out.printf(
            Locale.ROOT,
            "RATIO workload=augment vs=%s ours/theirs=%.3f processor=%.3f%n",
            peers.get(i).title(),
            median(r -> theirs[r][0] / ours[r][0]),
            median(r -> ours[r][1] / theirs[r][1]));
      }
    } finally {
      peers.forEach(AugmentPeer::close);
    }
  }

  private static List<AugmentPeer> peers(Path script, List<String> names) throws IOException {
    String python = System.getenv("HORNBILL_PYTHON");
    List<AugmentPeer> peers = new ArrayList<>();
    if (python == null) {
      System.out.println("SKIP workload=augment vs=keras: HORNBILL_PYTHON is not set");
      return peers;
    }
    for (String[] way : PEERS) {
      String title = "keras-%s-%s".formatted(way[0], way[1]);
      if (!names.isEmpty() && !names.contains(title)) {
        continue;
      }
      List<String> command = List.of(python, script.toString(), "" + SIZE, "" + BATCH, way[1]);
      AugmentPeer.start(command, way[0], title).ifPresent(peers::add);
    }
    return peers;
  }

  /** Four batches of noise, again and again. */
  private static BatchSource photographs() {
    RandomStream random = RandomStream.of(1);
    float[] pixels = new float[BATCH * SIZE * SIZE * 3];
    List<Batch> batches =
        IntStream.range(0, 4)
            .mapToObj(
                i -> {
                  for (int k = 0; k < pixels.length; k++) {
                    pixels[k] = random.nextInt(256);
                  }
                  INDArray x = Nd4j.createFromArray(pixels).reshape('c', BATCH, SIZE, SIZE, 3);
                  INDArray y = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
                  y.getColumn(i).assign(1);
                  return new Batch(x, y);
                })
            .toList();
    return BatchSource.of(batches::iterator).repeat();
  }

  private static BatchSource changed(BatchSource plain, int threads) {
    Augmentations changes =
        Augmentations.of(
            new RandomFlip("horizontal"),
            new RandomRotation(0.1),
            new RandomZoom(0.2),
            new RandomContrast(0.3));
    return plain.map(changes::augment, threads, 42);
  }

  /** How many pictures were changed in a second, and the processor's milliseconds for each. */
  private static double[] measure(BatchSource source, double seconds) throws IOException {
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      reader.read(buffer);
      long start = System.nanoTime();
      long busy = processorNanos();
      int images = 0;
      while (System.nanoTime() - start < seconds * 1e9) {
        buffer.clear();
        reader.read(buffer);
        images += BATCH;
      }
      return new double[] {
        images / ((System.nanoTime() - start) / 1e9), (processorNanos() - busy) / 1e6 / images
      };
    }
  }

  private static long processorNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .orElse(System.nanoTime());
  }

  /** One training of pictures as they are, and of changed ones. */
  private static void train(BatchSource plain) {
    double[] alone = new double[TRAININGS];
    double[] augmented = new double[TRAININGS];
    try (Sequential model = cnn()) {
      steps(model, plain, 1);
      for (int round = 0; round < TRAININGS; round++) {
        alone[round] = steps(model, plain, STEPS);
        augmented[round] = steps(model, changed(plain, 2), STEPS);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "BUSY workload=augment cnn: %.0f images per second, %.0f of changed pictures, with/without=%.3f%n",
        middle(alone),
        middle(augmented),
        middle(IntStream.range(0, TRAININGS).mapToDouble(i -> augmented[i] / alone[i]).toArray()));
  }

  private static Sequential cnn() {
    Sequential model =
        new Sequential()
            .add(new Input(SIZE, SIZE, 3))
            .add(new Conv2D(32, 3, 3).activation("relu"))
            .add(new MaxPooling2D(2, 2))
            .add(new Conv2D(64, 3, 3).activation("relu"))
            .add(new MaxPooling2D(2, 2))
            .add(new Conv2D(128, 3, 3).activation("relu"))
            .add(new GlobalAveragePooling2D())
            .add(new Dense(10).activation("softmax"));
    model.compile("adam", "categorical_crossentropy");
    return model;
  }

  private static double steps(Sequential model, BatchSource source, int steps) {
    long start = System.nanoTime();
    model.fit(source, f -> f.epochs(1).stepsPerEpoch(steps).verbose(0));
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static void print(String title, double[]... rounds) {
    System.out.printf(
        Locale.ROOT,
        "median      %-26s %8.0f images per second, %.2f ms of processor for each; by round %s%n",
        title,
        median(i -> rounds[i][0]),
        median(i -> rounds[i][1]),
        Arrays.stream(rounds).map(r -> Math.round(r[0])).toList());
  }

  /** The median of a figure of each round, so that a slower moment of the machine meets both. */
  private static double median(IntToDoubleFunction figure) {
    return middle(IntStream.range(0, ROUNDS).mapToDouble(figure::applyAsDouble).toArray());
  }

  private static double middle(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
