package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.base.Warnings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a training that was cut off, be it by {@code kill -9}, go on where it was when the same
 * program is started again: it ends with the same weights, bit for bit. Kept are weights, the
 * optimizer's slots, random streams, the order of the data, the epoch and the batch; what other
 * callbacks remember is not. It is called after all other callbacks. The history begins where
 * training goes on.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(100).callbacks(new BackupAndRestore(Path.of("backup"))));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/callbacks/backup_and_restore/">Keras: BackupAndRestore</a>
 */
public final class BackupAndRestore extends FluentCallback<BackupAndRestore> {
  private static final Logger LOG = LoggerFactory.getLogger(BackupAndRestore.class);
  private static final String LATEST = "latest.progress";
  private static final String PREVIOUS = "previous.progress";

  private static final Setting<Path> BACKUP_DIR =
      path("backup_dir", "")
          .required()
          .check(
              "a folder",
              (owner, name, folder) -> {
                if (folder.toString().isEmpty()) {
                  throw Fault.of(owner)
                      .expected("%s must be a folder", name)
                      .received("an empty path")
                      .remedy("Name one.")
                      .argument();
                }
              });
  private static final Setting<Object> SAVE_FREQ = EveryBatches.setting("save_freq");
  private static final Setting<Boolean> TWO = Setting.flag("double_checkpoint", false);
  private static final Setting<Boolean> DELETE = Setting.flag("delete_checkpoint", true);

  private final EveryBatches saveFreq = new EveryBatches(this, SAVE_FREQ);

  /**
   * Keeps the state of the training in a folder.
   *
   * @param backupDir the folder, made if need be; of this training alone
   */
  public BackupAndRestore(Path backupDir) {
    declare(BACKUP_DIR, SAVE_FREQ, TWO, DELETE);
    set(BACKUP_DIR, backupDir);
  }

  /**
   * Keeps the state of the training in a folder.
   *
   * @param backupDir the folder, made if need be; of this training alone
   */
  public BackupAndRestore(String backupDir) {
    this(Path.of(backupDir));
  }

  /**
   * Sets when the state is saved.
   *
   * @param when {@code "epoch"}, after each epoch, the default
   */
  public BackupAndRestore saveFreq(String when) {
    return with(SAVE_FREQ, when);
  }

  /**
   * Sets that the state is saved every so many batches, and not after epochs. A callback that is
   * called at the beginning of an epoch is called again when training goes on within it.
   *
   * @param batches at least 1
   */
  public BackupAndRestore saveFreq(int batches) {
    return with(SAVE_FREQ, batches);
  }

  /**
   * Sets whether the state before the last one is kept too, and taken where the last one is
   * damaged.
   *
   * @param keepTwo false by default
   */
  public BackupAndRestore doubleCheckpoint(boolean keepTwo) {
    return with(TWO, keepTwo);
  }

  /**
   * Sets whether the state is deleted when training has come to its end. It is kept if an exception
   * or an interruption of the thread ended it.
   *
   * @param delete true by default
   */
  public BackupAndRestore deleteCheckpoint(boolean delete) {
    return with(DELETE, delete);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    saveFreq.begin();
    Path latest = in(LATEST);
    Path previous = in(PREVIOUS);
    if (!Files.exists(latest)) {
      if (Files.exists(previous)) {
        model().loadProgress(previous);
      }
      return;
    }
    try {
      model().loadProgress(latest);
    } catch (RuntimeException e) {
      if (!Files.exists(previous)) {
        throw e;
      }
      Warnings.warn(
          LOG,
          Fault.of("BackupAndRestore")
              .expected("the last backup must be readable")
              .received(e.getMessage())
              .remedy("The one before is taken."));
      model().loadProgress(previous);
    }
  }

  private Path in(String file) {
    return get(BACKUP_DIR).resolve(file);
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    if (saveFreq.isDue()) {
      save();
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    if (saveFreq.epochs()) {
      save();
    }
  }

  private void save() {
    Path latest = in(LATEST);
    try {
      Files.createDirectories(get(BACKUP_DIR));
      if (get(TWO) && Files.exists(latest)) {
        Files.move(latest, in(PREVIOUS), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    model().saveProgress(latest);
  }

  @Override
  public void onTrainEnd(Logs logs) {
    if (!get(DELETE) || model().hasFailed() || Thread.currentThread().isInterrupted()) {
      return;
    }
    Path folder = get(BACKUP_DIR);
    try {
      Files.deleteIfExists(in(LATEST));
      Files.deleteIfExists(in(PREVIOUS));
      if (Files.isDirectory(folder) && isEmpty(folder)) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return Fault.of("BackupAndRestore")
        .expected("backupDir must be a folder that is writable")
        .received("%s (%s)", get(BACKUP_DIR).toAbsolutePath(), e)
        .remedy(
            "Check its permissions and that the disk has room; the model keeps what it"
                + " learned.")
        .as(UncheckedIOException::new, e);
  }
}
