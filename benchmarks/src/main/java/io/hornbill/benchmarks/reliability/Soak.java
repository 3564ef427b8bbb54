package io.hornbill.benchmarks.reliability;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.MaxPooling2D;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes, fits, saves, loads, evaluates and asks three models over and over, and prints once a
 * minute how much memory the process has.
 */
public final class Soak {
  private static final int ROWS = 512;
  private static final int CLASSES = 10;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int WARM_UP_MINUTES = 5;
  private static final int ENOUGH_MINUTES = 15;
  private static final double FLAT = 1.05;
  private static final double FLAT_WITHOUT_CODE = 1.01;

  private record Work(Supplier<Sequential> model, INDArray x) {}

  /** Kilobytes: of the process, and of these the Java code that was compiled meanwhile. */
  private record Sample(long resident, long code) {
    static Sample take() throws IOException {
      return new Sample(residentKilobytes(), codeKilobytes());
    }
  }

  private Soak() {}

  /**
   * Runs; {@code benchmarks/soak} calls this.
   *
   * @param arguments the number of minutes, and where checkpoints go
   * @throws IOException if the process' status cannot be read
   */
  public static void main(String... arguments) throws IOException {
    int minutes = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Random random = new Random(1);
    INDArray y = labels(random);
    List<Work> works =
        List.of(
            new Work(Soak::dense, data(random, ROWS, 64)),
            new Work(Soak::convolutional, data(random, ROWS, 16, 16, 1)),
            new Work(Soak::recurrent, data(random, ROWS, 12, 8)));
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    long rounds = 0;
    System.out.println("minute  resident MB  compiled code MB  Java heap MB  rounds");
    for (int minute = 0; minute <= minutes; ) {
      for (Work work : works) {
        round(work, y, folder);
      }
      rounds++;
      if (System.nanoTime() - start >= minute * MINUTE_NANOS) {
        samples.add(Sample.take());
        print(minute, samples.get(samples.size() - 1), rounds);
        minute++;
      }
    }
    verdict(samples);
  }

  private static void round(Work work, INDArray y, Path folder) {
    Hornbill.clearSession();
    Path file = folder.resolve("soak.keras");
    try (Sequential model = work.model().get()) {
      model.compile("adam", "categorical_crossentropy", "accuracy");
      model.fit(
          work.x(),
          y,
          f ->
              f.batchSize(48)
                  .epochs(2)
                  .validationSplit(0.2)
                  .verbose(0)
                  .callbacks(
                      new EarlyStopping("val_loss").patience(1).restoreBestWeights(true),
                      new ModelCheckpoint(file)));
      model.evaluate(work.x(), y, e -> e.verbose(0));
      model.predict(work.x());
    }
    try (Model again = Model.load(file)) {
      again.predict(work.x());
    }
  }

  private static Sequential dense() {
    return new Sequential()
        .add(new Input(64))
        .add(new Dense(128).activation("relu"))
        .add(new Dropout(0.3))
        .add(new Dense(CLASSES).activation("softmax"));
  }

  private static Sequential convolutional() {
    return new Sequential()
        .add(new Input(16, 16, 1))
        .add(new Conv2D(8, 3).activation("relu"))
        .add(new BatchNormalization())
        .add(new MaxPooling2D(2))
        .add(new Flatten())
        .add(new Dense(CLASSES).activation("softmax"));
  }

  private static Sequential recurrent() {
    return new Sequential()
        .add(new Input(12, 8))
        .add(new LSTM(16))
        .add(new Dense(CLASSES).activation("softmax"));
  }

  private static INDArray data(Random random, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextGaussian());
    }
    return array;
  }

  private static INDArray labels(Random random) {
    INDArray y = Nd4j.zeros(DataType.FLOAT, ROWS, CLASSES);
    for (int row = 0; row < ROWS; row++) {
      y.putScalar(row, random.nextInt(CLASSES), 1);
    }
    return y;
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no VmRSS");
  }

  private static long codeKilobytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().startsWith("Code")) {
        bytes += pool.getUsage().getCommitted();
      }
    }
    return bytes / 1024;
  }

  private static void print(int minute, Sample sample, long rounds) {
    Runtime java = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%6d  %11.1f  %16.1f  %12.1f  %6d%n",
        minute,
        sample.resident() / 1024.0,
        sample.code() / 1024.0,
        (java.totalMemory() - java.freeMemory()) / 1048576.0,
        rounds);
  }

  /**
   * After the first minutes, the last third of the samples is hardly larger than the first third;
   * without the compiled code, which grows for as long as HotSpot finds methods to compile, it is
   * the same.
   */
  private static void verdict(List<Sample> samples) {
    if (samples.size() <= ENOUGH_MINUTES) {
      System.out.printf(
          Locale.ROOT, "SOAK too short to tell, it takes %d minutes%n", ENOUGH_MINUTES);
      return;
    }
    List<Sample> warm = samples.subList(WARM_UP_MINUTES, samples.size());
    boolean whole = isFlat("resident", warm, FLAT, Sample::resident);
    boolean rest = isFlat("without code", warm, FLAT_WITHOUT_CODE, s -> s.resident() - s.code());
    if (!whole || !rest) {
      System.exit(1);
    }
  }

  private static boolean isFlat(
      String what, List<Sample> warm, double limit, ToLongFunction<Sample> kilobytes) {
    int third = warm.size() / 3;
    double early = mean(warm.subList(0, third), kilobytes);
    double late = mean(warm.subList(warm.size() - third, warm.size()), kilobytes);
    boolean flat = late <= early * limit;
    System.out.printf(
        Locale.ROOT,
        "SOAK %s %s: first third %.1f MB, last third %.1f MB, ratio %.3f%n",
        what,
        flat ? "flat" : "GROWS",
        early / 1024,
        late / 1024,
        late / early);
    return flat;
  }

  private static double mean(List<Sample> samples, ToLongFunction<Sample> kilobytes) {
    return samples.stream().mapToLong(kilobytes).average().orElseThrow();
  }
}
