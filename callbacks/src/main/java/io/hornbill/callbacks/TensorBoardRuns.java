package io.hornbill.callbacks;

import io.hornbill.callbacks.internal.events.EventFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event files of a training, each begun when there is something to write. */
final class TensorBoardRuns implements AutoCloseable {
  private final Path folder;
  private final Map<Path, EventFile> files = new LinkedHashMap<>();

  TensorBoardRuns(Path folder) {
    this.folder = folder;
  }

  /** What concerns both runs. */
  EventFile whole() {
    return in(folder);
  }

  EventFile train() {
    return in(folder.resolve("train"));
  }

  EventFile validation() {
    return in(folder.resolve("validation"));
  }

  private EventFile in(Path run) {
    return files.computeIfAbsent(run, EventFile::new);
  }

  void flush() {
    files.values().forEach(EventFile::flush);
  }

  @Override
  public void close() {
    Map<Path, EventFile> open = new LinkedHashMap<>(files);
    files.clear();
    open.values().forEach(EventFile::close);
  }
}
