package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.work.UserCode;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** Batches of pictures in files that are changed at random. */
final class FolderFlow implements BatchSource {
  private final ImageDataGenerator generator;
  private final ImageFolder folder;
  private final ImageOptions options;
  private final long key;
  private int passes;

  FolderFlow(ImageDataGenerator generator, ImageFolder folder, ImageOptions options) {
    this.generator = generator;
    this.folder = folder;
    this.options = options;
    key = options.key();
  }

  @Override
  public long batches() {
    return folder.batches();
  }

  @Override
  public BatchReader open() {
    generator.checkStatistics();
    return new Pass(folder.openFiles(), RandomStream.mix(key + passes++));
  }

  private final class Pass implements BatchReader {
    private final ImageFolder.Reader files;
    private final long passKey;
    private final BatchBuffer memory = new BatchBuffer(DataType.FLOAT);
    private long number;

    Pass(ImageFolder.Reader files, long passKey) {
      this.files = files;
      this.passKey = passKey;
    }

    @Override
    public boolean read(BatchBuffer batch) {
      memory.clear();
      if (!files.read(memory)) {
        return false;
      }
      RandomStream random = RandomStream.of(passKey + number);
      Batch changed =
          UserCode.call(
              "ImageDataGenerator",
              "flow",
              number++,
              memory.origin(),
              () -> generator.changed(memory.batch(), random));
      options
          .saving()
          .save(changed.x().get(0), files.places(), generator.isChannelsFirst(), random);
      batch.put(
          options.labelMode().equals("input")
              ? new Batch(changed.x(), changed.x(), List.of())
              : changed);
      batch.origin(memory.origin());
      return true;
    }

    @Override
    public void close() {
      try (memory) {
        files.close();
      }
    }
  }
}
