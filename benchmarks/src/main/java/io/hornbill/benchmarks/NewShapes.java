package io.hornbill.benchmarks;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.layers.Dense;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What shapes cost that were never seen before: batch sizes of a dense network, lengths of a masked
 * LSTM, and a training on a hundred lengths. Each shape is asked for several times; the first time
 * less the middle of the others is what is extra. The first half of the shapes warms up.
 *
 * <pre>{@code
 * benchmarks/peers new-shapes [--python PYTHON]     # beside PyTorch and ONNX Runtime of that Python
 * }</pre>
 */
public final class NewShapes {
  private static final int BATCH_SIZES = 200;
  private static final int LENGTHS = 100;
  private static final int SHORTEST = 5;
  private static final int AGAIN = 5;
  private static final int FEATURES = 32;
  private static final int UNITS = 64;
  private static final int TRAINED_ROWS = 32;
  private static final int EPOCHS = 5;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;
  private static final List<String> PEERS = List.of("torch", "onnxruntime");

  private NewShapes() {}

  /**
   * Measures; {@code benchmarks/peers new-shapes} calls this.
   *
   * @param args this module's folder, and perhaps {@code --python} and a Python
   * @throws IOException if the system cannot be asked, or a peer not be started
   * @throws InterruptedException if this thread is interrupted while a peer runs
   */
  public static void main(String... args) throws IOException, InterruptedException {
    System.out.printf(
        "workload    new-shapes: mlp with 1 to %d rows, masked LSTM(%d) on %d features and %d to %d steps%n",
        BATCH_SIZES, UNITS, FEATURES, SHORTEST, SHORTEST + LENGTHS - 1);
    System.out.println("machine     " + Machine.describe());
    Model mlp =
        new Sequential(
            new Input(784),
            new Dense(512).activation("relu"),
            new Dense(512).activation("relu"),
            new Dense(Workload.CLASSES).activation("softmax"));
    ask(mlp, "mlp-rows", shuffled(1, BATCH_SIZES, rows -> random(rows, 784)));
    for (int rows : new int[] {1, TRAINED_ROWS}) {
      ask(lstm(), "masked-lstm-lengths-b" + rows, lengths(rows));
    }
    fit();
    if (args.length == 3 && args[1].equals("--python")) {
      peers(args[0], args[2]);
    }
  }

  private static Model lstm() {
    return new Sequential(
        new InputLayer(-1, FEATURES),
        new Masking(),
        new LSTM(UNITS),
        new Dense(Workload.CLASSES).activation("softmax"));
  }

  private static INDArray random(long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape);
  }

  private static List<INDArray> lengths(int rows) {
    return shuffled(SHORTEST, LENGTHS, length -> random(rows, length, FEATURES));
  }

  private static <T> List<T> shuffled(int first, int count, IntFunction<T> maker) {
    List<T> all =
        IntStream.range(first, first + count).mapToObj(maker).collect(Collectors.toList());
    Collections.shuffle(all, new Random(1));
    return all;
  }

  private static void ask(Model model, String name, List<INDArray> questions) {
    Durations extra = new Durations();
    Durations known = new Durations();
    for (int i = 0; i < questions.size(); i++) {
      INDArray x = questions.get(i);
      long first = nanos(() -> model.predictOnBatch(x));
      Durations again = new Durations();
      for (int k = 0; k < AGAIN; k++) {
        again.add(nanos(() -> model.predictOnBatch(x)));
      }
      if (i >= questions.size() / 2) {
        extra.add(first - (long) again.percentile(50));
        known.addAll(again);
      }
    }
    model.close();
    System.out.printf(
        Locale.ROOT,
        "new-shapes  hornbill      %-24s extra-ms median %.3f mean %.3f p90 %.3f, known-ms %.3f%n",
        name,
        extra.percentile(50) / 1e6,
        extra.mean() / 1e6,
        extra.percentile(90) / 1e6,
        known.percentile(50) / 1e6);
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** As many steps on one length, whose time steps are as many all together. */
  private static void fit() throws IOException {
    List<Batch> many = new ArrayList<>();
    List<Batch> one = new ArrayList<>();
    INDArray y = random(TRAINED_ROWS, Workload.CLASSES);
    int middle = SHORTEST + LENGTHS / 2;
    for (INDArray x : lengths(TRAINED_ROWS)) {
      many.add(new Batch(x, y));
      one.add(new Batch(random(TRAINED_ROWS, middle, FEATURES), y));
    }
    INDArray longest = random(TRAINED_ROWS, SHORTEST + LENGTHS - 1, FEATURES);
    Durations ofOne = new Durations();
    Durations ofMany = new Durations();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      long known = trained(one, longest, "");
      long fresh = trained(many, longest, round == WARM_UP + ROUNDS - 1 ? "memory" : "");
      if (round >= WARM_UP) {
        ofOne.add(known);
        ofMany.add(fresh);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "new-shapes  hornbill      fit-100-lengths, %d epochs: %.0f ms, on one length %.0f ms%n"
            + "RATIO workload=new-shapes-fit vs=one-length ours/theirs=%.3f%n",
        EPOCHS,
        ofMany.percentile(50) / 1e6,
        ofOne.percentile(50) / 1e6,
        ofMany.percentile(50) / ofOne.percentile(50));
  }

  /** A new model, whose first steps, on the longest sequences, do not count. */
  private static long trained(List<Batch> batches, INDArray longest, String report)
      throws IOException {
    try (Model model = lstm()) {
      model.compile("adam", "categorical_crossentropy");
      long before = resident();
      for (int i = 0; i < 3; i++) {
        model.trainOnBatch(longest, batches.get(0).y().get(0));
      }
      long largest = resident() - before;
      long time = nanos(() -> model.fit(BatchSource.of(batches), f -> f.epochs(EPOCHS).verbose(0)));
      if (!report.isEmpty()) {
        System.out.printf(
            Locale.ROOT,
            "new-shapes  hornbill      resident MB: longest %.1f more, all lengths %.1f more%n",
            largest / 1e6,
            (resident() - before) / 1e6);
      }
      return time;
    }
  }

  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  private static void peers(String folder, String python) throws IOException, InterruptedException {
    Path script = Path.of(folder, "src/main/python/new_shapes.py");
    for (String peer : PEERS) {
      Process process = new ProcessBuilder(python, script.toString(), peer).inheritIO().start();
      if (process.waitFor() != 0) {
        System.out.println("SKIP workload=new-shapes vs=" + peer + ": its script ended badly");
      }
    }
  }
}
