package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that is mapped into memory as a whole, in windows of a gigabyte. */
final class MappedSource implements ByteSource {
  private static final long WINDOW = 1L << 30;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private List<MappedByteBuffer> windows;

  private MappedSource(
      String name, FileChannel channel, long size, List<MappedByteBuffer> windows) {
    this.name = name;
    this.channel = channel;
    this.size = size;
    this.windows = windows;
  }

  static MappedSource map(Path file) {
    FileChannel channel = FileSource.channel(file);
    try {
      long size = channel.size();
      List<MappedByteBuffer> windows = new ArrayList<>();
      for (long at = 0; at < size; at += WINDOW) {
        windows.add(channel.map(MapMode.READ_ONLY, at, Math.min(WINDOW, size - at)));
      }
      return new MappedSource(file.toString(), channel, size, windows);
    } catch (IOException e) {
      FileSource.close(channel, file.toString());
      throw Fault.of("File")
          .expected("mapping into memory failed")
          .received("%s for %s", e, file.toAbsolutePath())
          .remedy("Read the file without mapping it.")
          .as(UncheckedIOException::new, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    requireRange(position, target.remaining());
    requireUncut();
    long at = position;
    while (target.hasRemaining()) {
      MappedByteBuffer window = windows.get((int) (at / WINDOW));
      int from = (int) (at % WINDOW);
      int count = Math.min(target.remaining(), window.limit() - from);
      target.put(target.position(), window, from, count);
      target.position(target.position() + count);
      at += count;
    }
  }

  /** Pages that the file no longer has would end in an error of the JVM. */
  private void requireUncut() {
    long now;
    try {
      now = channel.size();
    } catch (IOException e) {
      throw Fault.of("File")
          .expected("reading failed")
          .received("%s of %s", e, name)
          .remedy("Check that the file has not been closed.")
          .as(UncheckedIOException::new, e);
    }
    if (now < size) {
      throw Fault.of("File")
          .expected("a file must not shrink while it is read")
          .received("%s of %s bytes in %s", now, size, name)
          .remedy("Read it again when its writer has finished.")
          .as(ModelFormatException::new);
    }
  }

  /** Lets go of the memory, which the garbage collector frees. */
  @Override
  public void close() {
    windows = List.of();
    FileSource.close(channel, name);
  }
}
