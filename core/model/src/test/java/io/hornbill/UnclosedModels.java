package io.hornbill;

import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes, trains and asks models that nobody closes, for {@link UnclosedModelsTest}: {@code models}.
 * Prints how much memory of the process is resident after every 500.
 */
public final class UnclosedModels {
  private static final int EVERY = 500;

  private UnclosedModels() {}

  /** Runs. */
  public static void main(String... arguments) throws IOException {
    INDArray x = Fixtures.random(1, 16, 4);
    INDArray y = Fixtures.signs(x);
    for (int i = 1; i <= Integer.parseInt(arguments[0]); i++) {
      Sequential model =
          new Sequential()
              .add(new Input(4))
              .add(new Dense(8).activation("relu"))
              .add(new Dense(1).activation("sigmoid"));
      model.compile("adam", "mse");
      model.trainOnBatch(x, y);
      model.predict(x);
      if (i % EVERY == 0) {
        System.gc(); // what is left are models that can be reached, and what is never freed
        System.out.println("resident " + residentKilobytes());
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
