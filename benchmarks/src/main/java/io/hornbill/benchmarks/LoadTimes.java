package io.hornbill.benchmarks;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures how long a model of 100 MB takes to load, beside a raw read of the file's bytes. Prints
 * one line per format.
 *
 * <pre>{@code
 * benchmarks/peers load
 * }</pre>
 */
public final class LoadTimes {
  private static final int LAYERS = 25;
  private static final int UNITS = 1024;
  private static final int ROUNDS = 9;

  private LoadTimes() {}

  /**
   * Runs the measurement.
   *
   * @param args nothing
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.out.println("workload    load, 25 dense layers of 1024 x 1024 floats");
    System.out.println("machine     " + Machine.describe());
    Path folder = Files.createTempDirectory("hornbill-load");
    try {
      for (String format : new String[] {"keras", "h5"}) {
        Path file = folder.resolve("model." + format);
        try (Model model = model()) {
          model.save(file);
        }
        measure(format, file);
        Files.delete(file);
      }
    } finally {
      Files.delete(folder);
    }
  }

  private static Model model() {
    Sequential model = new Sequential().add(new Input(UNITS));
    for (int i = 0; i < LAYERS; i++) {
      model.add(new Dense(UNITS).kernelInitializer("zeros"));
    }
    return model;
  }

  /** Raw reads and loads take turns, so that both see the same machine. */
  private static void measure(String format, Path file) throws IOException {
    double[] raw = new double[ROUNDS];
    double[] load = new double[ROUNDS];
    for (int i = -2; i < ROUNDS; i++) {
      long start = System.nanoTime();
      read(file);
      long between = System.nanoTime();
      Model.load(file).close();
      long end = System.nanoTime();
      if (i >= 0) {
        raw[i] = (between - start) / 1e6;
        load[i] = (end - between) / 1e6;
      }
    }
    Arrays.sort(raw);
    Arrays.sort(load);
    double rawMedian = raw[ROUNDS / 2];
    double loadMedian = load[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "median      .%-6s %.0f MB: raw read %.1f ms, load %.1f ms%n",
        format,
        Files.size(file) / 1e6,
        rawMedian,
        loadMedian);
    System.out.printf(
        Locale.ROOT,
        "RATIO format=%s vs=raw-read ours/theirs=%.3f%n",
        format,
        loadMedian / rawMedian);
  }

  /** The bytes in as much memory as the file has. */
  private static void read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // as many as come at once
      }
    }
  }
}
