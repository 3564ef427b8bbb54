package io.hornbill.benchmarks.reliability;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.CSVLogger;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains with callbacks that write while the disk becomes full, and to a folder that is read-only;
 * shows the errors, and that the model is as good as its training so far.
 */
public final class FullDisk {
  private static final int EPOCHS = 6;
  private static final INDArray X = Nd4j.linspace(-1, 1, 64 * 64).reshape(64, 64);

  private FullDisk() {}

  /**
   * Runs; {@code benchmarks/full-disk} calls this.
   *
   * @param arguments a folder on a small disk, and one that is read-only
   * @throws IOException if the disk cannot be emptied again
   */
  public static void main(String... arguments) throws IOException {
    List<Function<Path, Callback>> callbacks =
        List.of(
            folder -> new ModelCheckpoint(folder.resolve("m.keras")),
            folder -> new ModelCheckpoint(folder.resolve("m.h5")),
            folder -> new ModelCheckpoint(folder.resolve("m.weights.h5")).saveWeightsOnly(true),
            folder -> new CSVLogger(folder.resolve("log.csv")),
            folder -> new TensorBoard(folder.resolve("logs")).histogramFreq(1),
            folder -> new BackupAndRestore(folder.resolve("backup")));
    for (Function<Path, Callback> callback : callbacks) {
      fails("full disk", callback.apply(Path.of(arguments[0])), Path.of(arguments[0]));
      fails("read-only", callback.apply(Path.of(arguments[1])), null);
    }
    resumes(Path.of(arguments[0]));
  }

  private static Sequential model() {
    Hornbill.seed(4);
    Sequential model =
        new Sequential()
            .add(new Input(64))
            .add(new Dense(96).activation("relu"))
            .add(new Dropout(0.1))
            .add(new Dense(64));
    model.compile("adam", "mse");
    return model;
  }

  private static void fit(Sequential model, Callback... callbacks) {
    Hornbill.seed(5);
    model.fit(X, X, f -> f.epochs(EPOCHS).verbose(0).callbacks(callbacks));
  }

  /** Fills the disk when the third epoch begins. */
  private static Callback filling(Path disk) {
    return new LambdaCallback()
        .onEpochBegin(
            (epoch, logs) -> {
              if (epoch == 2) {
                fill(disk.resolve("filler"));
              }
            });
  }

  private static void fill(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] block = new byte[4096]; ; ) {
        out.write(block);
      }
    } catch (IOException e) {
      // that is what it is for
    }
  }

  private static void fails(String what, Callback callback, @Nullable Path disk)
      throws IOException {
    try (Sequential model = model()) {
      double before = loss(model);
      String error = "none";
      try {
        fit(model, disk == null ? new LambdaCallback() : filling(disk), callback);
      } catch (UncheckedIOException e) {
        error = e.getMessage();
      }
      System.out.printf(
          "%s, %s: loss %.4f before, %.4f after; %s%n",
          what, callback.getClass().getSimpleName(), before, loss(model), error);
      // A line of a log may still fit into its file's last block.
      if (error.equals("none") && !(disk != null && callback instanceof CSVLogger)) {
        System.exit(1);
      }
    } finally {
      if (disk != null) {
        Files.delete(disk.resolve("filler"));
        empty(disk);
      }
    }
  }

  private static double loss(Sequential model) {
    INDArray error = model.predict(X).sub(X);
    return error.mul(error).meanNumber().doubleValue();
  }

  private static void empty(Path disk) throws IOException {
    try (var files = Files.walk(disk)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(disk)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void resumes(Path disk) throws IOException {
    try (Sequential whole = model();
        Sequential cut = model();
        Sequential again = model()) {
      fit(whole);
      try {
        fit(cut, filling(disk), new BackupAndRestore(disk.resolve("backup")));
      } catch (UncheckedIOException e) {
        Files.delete(disk.resolve("filler"));
      }
      fit(again, new BackupAndRestore(disk.resolve("backup")));
      boolean same = again.getWeights().equals(whole.getWeights());
      System.out.println("FULL-DISK after making room, weights " + (same ? "the same" : "DIFFER"));
      if (!same) {
        System.exit(1);
      }
    }
  }
}
