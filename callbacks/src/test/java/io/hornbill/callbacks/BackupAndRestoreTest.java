package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When backups are written, read and deleted; what is in them is tested with models. */
class BackupAndRestoreTest {
  @TempDir Path root;
  private final Backed training = new Backed();
  private Path folder;
  private Path latest;
  private Path previous;

  /** A training whose progress is the number of backups. */
  private static final class Backed extends FakeTraining {
    final List<String> loaded = new ArrayList<>();
    int saved;
    boolean failed;

    @Override
    public void saveProgress(Path file) {
      try {
        Files.writeString(file, "backup " + ++saved);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void loadProgress(Path file) {
      try {
        String text = Files.readString(file);
        if (text.equals("damaged")) {
          throw new IllegalArgumentException("File: it must be whole.");
        }
        loaded.add(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasFailed() {
      return failed;
    }
  }

  @BeforeEach
  void places() {
    folder = root.resolve("backup");
    latest = folder.resolve("latest.progress");
    previous = folder.resolve("previous.progress");
  }

  private BackupAndRestore backup() {
    return new BackupAndRestore(folder);
  }

  private List<Logs> epochs(int count) {
    return new ArrayList<>(Collections.nCopies(count, logs("loss", 1)));
  }

  @Test
  void isMadeAfterEachEpochAndDeletedAtTheEnd() {
    List<Boolean> there = new ArrayList<>();
    LambdaCallback watch =
        new LambdaCallback().onEpochBegin((epoch, logs) -> there.add(Files.exists(latest)));

    training.run(epochs(3), 2, backup(), watch);

    assertThat(there).containsExactly(false, true, true);
    assertThat(training.saved).isEqualTo(3);
    assertThat(folder).doesNotExist();
    assertThat(training.loaded).isEmpty();
  }

  @Test
  void isMadeAfterSomeBatches() {
    training.run(epochs(2), 3, backup().saveFreq(2));
    assertThat(training.saved).isEqualTo(3);
    training.saved = 0;
    training.run(epochs(2), 3, backup().saveFreq("epoch"));
    assertThat(training.saved).isEqualTo(2);
    assertThat(new BackupAndRestore("x").saveFreq(2).config().get("save_freq")).isEqualTo(2);
    assertThat(new BackupAndRestore("x").config().get("backup_dir")).isEqualTo("x");
  }

  @Test
  void staysWhereItShallNotBeDeletedOrTrainingFailed() throws IOException {
    training.run(epochs(2), 1, backup().deleteCheckpoint(false));
    assertThat(latest).hasContent("backup 2");
    training.failed = true;
    training.run(epochs(1), 1, backup());
    assertThat(latest).hasContent("backup 3");
    training.failed = false;
    Thread.currentThread().interrupt();
    backupThatEnds();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(latest).exists();
    Files.writeString(folder.resolve("other"), "of the user");
    backupThatEnds();
    assertThat(latest).doesNotExist();
    assertThat(folder.resolve("other")).exists();
  }

  private void backupThatEnds() {
    BackupAndRestore ending = backup();
    ending.attach(training, new TrainingParameters(1, 1, 0));
    ending.onTrainEnd(logs());
  }

  @Test
  void batchesAreCountedFromTheBeginningOfEachTraining() {
    BackupAndRestore backup = backup().saveFreq(2);
    ModelCheckpoint checkpoint =
        new ModelCheckpoint(root.resolve("{batch}.keras").toString()).saveFreq(2);
    for (int i = 1; i <= 2; i++) {
      training.run(epochs(1), 3, backup, checkpoint);
      assertThat(training.saved).isEqualTo(i);
    }
    assertThat(root.toFile().list((folder, name) -> name.endsWith(".keras"))).hasSize(1);
  }

  @Test
  void settingsAreReadAsTheyAreWritten() {
    BackupAndRestore read = new BackupAndRestore("x");
    read.configured(new Config().with("backup_dir", "y").with("save_freq", 3));
    assertThat(read.config()).isEqualTo(new BackupAndRestore("y").saveFreq(3).config());
  }

  @Test
  void isReadAtTheBeginning() {
    training.run(epochs(2), 1, backup().deleteCheckpoint(false));
    training.run(epochs(1), 1, backup());
    assertThat(training.loaded).containsExactly("backup 2");
  }

  @Test
  void theOneBeforeIsKeptAndTakenWhereTheLastIsMissingOrDamaged() throws IOException {
    BackupAndRestore two = backup().doubleCheckpoint(true).deleteCheckpoint(false);
    training.run(epochs(1), 1, two);
    assertThat(previous).doesNotExist();
    training.run(epochs(2), 1, two);
    assertThat(latest).hasContent("backup 3");
    assertThat(previous).hasContent("backup 2");
    training.loaded.clear();

    Files.writeString(latest, "damaged");
    List<String> warnings = RecordedLog.warnings(() -> begin(two));
    assertThat(training.loaded).containsExactly("backup 2");
    assertThat(warnings)
        .containsExactly(
            "BackupAndRestore: the last backup must be readable. Received: File: it must be"
                + " whole.. The one before is taken.");
    Files.delete(latest);
    begin(two);
    assertThat(training.loaded).containsExactly("backup 2", "backup 2");
    Files.delete(previous);
    begin(two);
    assertThat(training.loaded).hasSize(2);
    Files.writeString(latest, "damaged");
    assertThatThrownBy(() -> begin(two)).hasMessage("File: it must be whole.");
    assertThat(new BackupAndRestore("x").doubleCheckpoint(true).config().get("double_checkpoint"))
        .isEqualTo(true);
  }

  private void begin(BackupAndRestore callback) {
    callback.attach(training, new TrainingParameters(1, 1, 0));
    callback.onTrainBegin(logs());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder, "a file");
    BackupAndRestore there = backup();

    assertThatThrownBy(() -> training.run(epochs(1), 1, there))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "BackupAndRestore: backupDir must be a folder that is writable. Received: " + folder);
  }
}
