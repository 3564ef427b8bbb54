package io.hornbill;

import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.GaussianNoise;
import io.hornbill.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training for {@link BackupAndRestoreTest} to kill: {@code backupDir saveFreq seed resultFile}.
 * Says on standard output which batches are done.
 */
public final class KilledTraining {
  static final int EPOCHS = 4;
  static final int BATCHES = 7;

  private KilledTraining() {}

  /** Trains, and writes a fingerprint of what it came to. */
  public static void main(String... arguments) throws IOException {
    String freq = arguments[1];
    BackupAndRestore backup = new BackupAndRestore(Path.of(arguments[0])).deleteCheckpoint(false);
    if (freq.equals("epoch")) {
      backup.saveFreq(freq);
    } else {
      backup.saveFreq(Integer.parseInt(freq));
    }
    Callback say =
        new LambdaCallback().onTrainBatchEnd((batch, logs) -> System.out.println("batch " + batch));
    String result = train(Long.parseLong(arguments[2]), backup, say);
    Files.writeString(Path.of(arguments[3]), result);
  }

  /**
   * What there is to remember: shuffling, dropout, noise, moments, averages, schedules, metrics.
   */
  static String train(long seed, Callback... callbacks) {
    Hornbill.clearSession();
    Hornbill.seed(seed);
    INDArray x = Fixtures.random(1, 100, 4);
    INDArray y = Fixtures.signs(x);
    try (Sequential model = model()) {
      List<Callback> all = new ArrayList<>(List.of(callbacks));
      all.add(new LearningRateScheduler((epoch, rate) -> rate * 0.75));
      List<String> logs = new ArrayList<>();
      all.add(new LambdaCallback().onEpochEnd((epoch, log) -> logs.add(epoch + "" + log)));
      model.fit(
          x, y, f -> f.epochs(EPOCHS).batchSize(13).validationSplit(0.1).verbose(0).callbacks(all));
      CRC32C crc = new CRC32C();
      for (INDArray weight : model.getWeights()) {
        crc.update(weight.data().pointer().asByteBuffer());
      }
      return String.join("", logs.subList(Math.max(0, logs.size() - 1), logs.size()))
          + " "
          + Long.toHexString(crc.getValue());
    }
  }

  static Sequential model() {
    Sequential model =
        new Sequential()
            .add(new Input(4))
            .add(new GaussianNoise(0.1))
            .add(new Dense(8).activation("relu"))
            .add(new BatchNormalization())
            .add(new Dropout(0.3))
            .add(new Dense(1).activation("sigmoid"));
    model.compile(
        new Adam().learningRate(0.02).useEma(true).amsgrad(true),
        "binary_crossentropy",
        "accuracy");
    return model;
  }
}
