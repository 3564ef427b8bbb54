package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.ModelCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An interrupt ends a training, and loses nothing of what it came to. */
class InterruptedSavingTest {
  private final INDArray x = Fixtures.random(1, 64, 4);
  private final INDArray y = Fixtures.signs(x);
  @TempDir private Path folder;

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5", "m.weights.h5", "m.safetensors"})
  void savesAndLoadsOnAnInterruptedThread(String name) {
    Path file = folder.resolve(name);
    try (Sequential model = Fixtures.mlp();
        Sequential other = Fixtures.mlp()) {
      model.compile("sgd", "mse");
      Thread.currentThread().interrupt();
      if (name.endsWith(".keras") || name.equals("m.h5")) {
        model.save(file);
      } else {
        model.saveWeights(file);
      }
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      other.loadWeights(file);

      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(other.getWeights()).isEqualTo(model.getWeights());
    }
  }

  @Test
  void checkpointsOfAnInterruptedTrainingAreWritten() {
    Path file = folder.resolve("checkpoint.keras");
    Callback interrupt =
        new LambdaCallback().onTrainBatchEnd((batch, logs) -> Thread.currentThread().interrupt());
    try (Sequential model = Fixtures.mlp()) {
      model.compile("adam", "mse");
      model.fit(
          x,
          y,
          f ->
              f.epochs(3)
                  .verbose(0)
                  .callbacks(
                      interrupt,
                      new ModelCheckpoint(file),
                      new BackupAndRestore(folder.resolve("backup")).saveFreq(1)));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(folder.resolve("backup").resolve("latest.progress")).exists();
      try (Model saved = Model.load(file)) {
        assertThat(saved.getWeights()).isEqualTo(model.getWeights());
        assertThat(saved.iterations()).isEqualTo(1);
      }
    }
  }
}
