package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.Logs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes the model with its optimizer after epochs, and finds what was written last. */
final class Checkpoints extends Callback {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d+)\\.keras");

  private final Model trained;
  private final Path folder;
  private final FileSystem files;
  private final int every;

  Checkpoints(Model trained, String folder, int every, Configuration hadoop) {
    this.trained = trained;
    this.folder = new Path(folder);
    this.every = every;
    try {
      files = this.folder.getFileSystem(hadoop);
      files.mkdirs(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int epoch(FileStatus file) {
    Matcher matcher = NAME.matcher(file.getPath().getName());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** The number of epochs of the last checkpoint; 0 if there is none. */
  int last() {
    try {
      int last = 0;
      for (FileStatus file : files.listStatus(folder)) {
        last = Math.max(last, epoch(file));
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a checkpoint. */
  byte[] read(int epochs) {
    try (var in = files.open(file(epochs))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(int epochs) {
    return new Path(folder, "checkpoint-" + epochs + ".keras");
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    int done = epoch + 1;
    if (done % every != 0) {
      return;
    }
    Path half = new Path(folder, ".checkpoint-" + done);
    try (OutputStream out = files.create(half, true)) {
      out.write(ModelBytes.of(trained));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      files.rename(half, file(done));
      for (FileStatus file : files.listStatus(folder)) {
        if (epoch(file) >= 0 && epoch(file) < done) {
          files.delete(file.getPath(), false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
