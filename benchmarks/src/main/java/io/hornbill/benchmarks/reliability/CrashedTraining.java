package io.hornbill.benchmarks.reliability;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training that saves after every batch and says so, for {@link Crash} to kill. */
public final class CrashedTraining {
  private static final int WIDTH = 400;
  private static final int ROWS = 64;

  private CrashedTraining() {}

  /**
   * Trains in a folder, and goes on with what it finds there.
   *
   * @param arguments the folder, and the number of epochs
   * @throws IOException if the result cannot be written
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Hornbill.seed(3);
    try (Sequential model = model()) {
      INDArray x = data(1);
      LambdaCallback before =
          new LambdaCallback().onTrainBatchEnd((b, logs) -> say("saving", model));
      LambdaCallback after =
          new LambdaCallback().onTrainBatchBegin((b, logs) -> say("saved", model));
      model.fit(
          x,
          data(2),
          f ->
              f.batchSize(16)
                  .epochs(Integer.parseInt(arguments[1]))
                  .verbose(0)
                  .callbacks(
                      before,
                      new ModelCheckpoint(folder.resolve("model.keras")).saveFreq(1),
                      new ModelCheckpoint(folder.resolve("model.weights.h5"))
                          .saveWeightsOnly(true)
                          .saveFreq(1),
                      new BackupAndRestore(folder.resolve("backup")).saveFreq(1),
                      after));
      CRC32C crc = new CRC32C();
      model.getWeights().forEach(w -> crc.update(w.data().pointer().asByteBuffer()));
      Files.writeString(folder.resolve("result"), Long.toHexString(crc.getValue()));
    }
  }

  /** Half a million parameters: saving takes most of the time. */
  static Sequential model() {
    Sequential model =
        new Sequential()
            .add(new Input(WIDTH))
            .add(new Dense(WIDTH).activation("relu"))
            .add(new Dropout(0.2))
            .add(new Dense(WIDTH).activation("relu"))
            .add(new Dense(WIDTH));
    model.compile("adam", "mse");
    return model;
  }

  private static void say(String what, Sequential model) {
    System.out.println(what + " " + model.iterations());
  }

  private static INDArray data(long seed) {
    Random random = new Random(seed);
    INDArray array = Nd4j.create(DataType.FLOAT, new long[] {ROWS, WIDTH}, 'c');
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextGaussian());
    }
    return array;
  }
}
