package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.SwapEMAWeights;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.files.ModelFormatException;
import io.hornbill.layers.Dense;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class BackupAndRestoreTest {
  private static final long SEED = 11;
  @TempDir Path folder;

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Fails after so many batches over all epochs. */
  private static Callback failingAfter(int batches) {
    int[] done = new int[1];
    return new LambdaCallback()
        .onTrainBatchEnd(
            (batch, logs) -> {
              if (++done[0] == batches) {
                throw new Stop();
              }
            });
  }

  private BackupAndRestore backup() {
    return new BackupAndRestore(folder.resolve("backup"));
  }

  private Path latest() {
    return folder.resolve("backup/latest.progress");
  }

  private void fail(int batches, BackupAndRestore callback) {
    assertThatThrownBy(() -> KilledTraining.train(SEED, callback, failingAfter(batches)))
        .isInstanceOf(Stop.class);
  }

  @ParameterizedTest
  @CsvSource({"epoch, 17", "3, 11", "1, 14"})
  void aKilledTrainingEndsAsOneThatWasNot(String saveFreq, int batches) throws Exception {
    assertThat(start(saveFreq, SEED, batches)).isNull();
    // Another seed: what is random is in the backup too, once there is one.
    boolean saved = Files.exists(latest());
    String resumed = start(saveFreq, saved ? SEED + 1 : SEED, Integer.MAX_VALUE);
    assertThat(resumed).isEqualTo(KilledTraining.train(SEED));
  }

  /** Starts a training in a process of its own; null if it was killed after so many batches. */
  private String start(String saveFreq, long seed, int batches) throws Exception {
    Path result = folder.resolve("result");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    String engine = System.getProperty("hornbill.engine");
    if (engine != null) {
      command.add("-Dhornbill.engine=" + engine);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledTraining.class.getName());
    command.addAll(
        List.of(folder.resolve("backup").toString(), saveFreq, "" + seed, result.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    int done = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.startsWith("batch ") && ++done == batches) {
          process.destroyForcibly(); // kill -9
          process.waitFor();
          return null;
        }
      }
    }
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return Files.readString(result);
  }

  @Test
  void theBackupIsDeletedAtTheEndUnlessDeclined() {
    KilledTraining.train(SEED, backup());
    assertThat(folder.resolve("backup")).doesNotExist();
    KilledTraining.train(SEED, backup().deleteCheckpoint(false));
    assertThat(latest()).exists();
    List<Integer> epochs = new ArrayList<>();
    KilledTraining.train(
        SEED, backup(), new LambdaCallback().onEpochBegin((epoch, logs) -> epochs.add(epoch)));
    assertThat(epochs).as("all were done").isEmpty();
  }

  @Test
  void theBackupIsKeptWhenTrainingFails() {
    fail(10, backup());
    assertThat(latest()).exists();
    List<Integer> epochs = new ArrayList<>();
    KilledTraining.train(
        SEED, backup(), new LambdaCallback().onEpochBegin((epoch, logs) -> epochs.add(epoch)));
    assertThat(epochs).containsExactly(1, 2, 3);
    assertThat(folder.resolve("backup")).doesNotExist();
  }

  @Test
  void saveFreqSaysHowOften() {
    fail(6, backup());
    assertThat(latest()).as("no epoch is done").doesNotExist();
    fail(6, backup().saveFreq(7));
    assertThat(latest()).doesNotExist();
    fail(6, backup().saveFreq(5));
    assertThat(latest()).exists();
    assertThatThrownBy(() -> backup().saveFreq("batch")).hasMessageContaining("saveFreq must be");
  }

  @Test
  void aDamagedBackupIsReplacedByTheOneBefore() throws IOException {
    String expected = KilledTraining.train(SEED);
    fail(20, backup().doubleCheckpoint(true));
    byte[] bytes = Files.readAllBytes(latest());
    bytes[bytes.length - 1] ^= 1;
    Files.write(latest(), bytes);
    assertThat(KilledTraining.train(SEED, backup().doubleCheckpoint(true))).isEqualTo(expected);
    fail(20, backup());
    try (Stream<Path> files = Files.list(folder.resolve("backup"))) {
      assertThat(files).as("one unless asked for two").hasSize(1);
    }
    Files.write(latest(), bytes);
    assertThatThrownBy(() -> KilledTraining.train(SEED, backup()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "BackupAndRestore: the backup must be whole and of this very training. Received: another checksum in")
        .hasMessageEndingWith(
            "Make and compile the model as before, or delete the backup to start over.");
  }

  @Test
  void theOneBeforeIsTakenWhereTheLastIsNotThereYet() throws IOException {
    String expected = KilledTraining.train(SEED);
    fail(20, backup().doubleCheckpoint(true));
    Files.delete(latest());
    assertThat(KilledTraining.train(SEED, backup())).isEqualTo(expected);
  }

  @Test
  void aBackupOfAnotherModelIsRefused() {
    fail(10, backup());
    Sequential other = new Sequential().add(new Input(4)).add(new Dense(1));
    other.compile("sgd", "mse");
    List<INDArray> before = other.getWeights();
    INDArray x = Fixtures.random(1, 8, 4);
    assertThatThrownBy(() -> other.fit(x, Fixtures.signs(x), f -> f.verbose(0).callbacks(backup())))
        .hasMessageContaining("Received: another number of arrays");
    assertThat(other.getWeights()).isEqualTo(before);
  }

  /** Batches without an end, epochs of 4 of them. */
  private static List<INDArray> fromSource(int skipped, Callback... callbacks) {
    Hornbill.clearSession();
    Hornbill.seed(SEED);
    Stream<Batch> batches =
        Stream.iterate(skipped, i -> i + 1)
            .map(i -> Fixtures.random(i, 5, 4))
            .map(x -> new Batch(x, Fixtures.signs(x)));
    try (Sequential model = KilledTraining.model()) {
      model.fit(
          BatchSource.of(batches),
          f -> f.epochs(3).stepsPerEpoch(4).verbose(0).callbacks(callbacks));
      return model.getWeights();
    }
  }

  @Test
  void aSourceOfBatchesIsReadUpToThePlace() {
    List<INDArray> expected = fromSource(0);
    assertThat(fromSource(1)).isNotEqualTo(expected);
    for (String freq : List.of("3", "epoch")) {
      BackupAndRestore callback = backup();
      if (freq.equals("3")) {
        callback.saveFreq(3);
      }
      assertThatThrownBy(() -> fromSource(0, callback, failingAfter(7))).isInstanceOf(Stop.class);
      assertThat(latest()).exists();
      assertThat(fromSource(0, callback)).isEqualTo(expected);
    }
  }

  @Test
  void averagesThatStandInForTheWeightsAreTakenBack() {
    String expected = KilledTraining.train(SEED, new SwapEMAWeights().swapOnEpoch(true));
    assertThatThrownBy(
            () ->
                KilledTraining.train(
                    SEED, new SwapEMAWeights().swapOnEpoch(true), backup(), failingAfter(17)))
        .isInstanceOf(Stop.class);
    assertThat(KilledTraining.train(SEED, new SwapEMAWeights().swapOnEpoch(true), backup()))
        .isEqualTo(expected);
  }

  @Test
  void progressIsThereDuringTrainingOnly() {
    Sequential model = KilledTraining.model();
    assertThatThrownBy(() -> model.saveProgress(folder.resolve("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Received: a call outside of fit(). Call it in a callback.");
  }

  @Test
  void theFolderMustBeNamed() {
    assertThatThrownBy(() -> new BackupAndRestore(Path.of("")))
        .hasMessage(
            "BackupAndRestore: backupDir must be a folder. Received: an empty path. Name one.");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.createFile(folder.resolve("backup"));
    assertThatThrownBy(() -> KilledTraining.train(SEED, backup()))
        .hasMessageContaining("BackupAndRestore: backupDir must be a folder that is writable.");
  }
}
