package io.hornbill.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that an interrupt does not close, as it does an ordinary channel: what was begun is done
 * to its end, and the thread's interrupt is kept for whoever called. An interrupt that comes in the
 * middle closes the channel underneath; then the same file is opened again and the same bytes are
 * read or written again at the same place.
 */
final class SteadyChannel extends FileChannel {
  private final Path file;
  private final OpenOption[] again;
  private final @Nullable Object key;
  private volatile FileChannel channel;
  private volatile boolean closed;
  private long position;

  /** Something done with the channel underneath, which may be done twice. */
  private interface Action<T> {
    T on(FileChannel channel) throws IOException;
  }

  private SteadyChannel(Path file, FileChannel channel, OpenOption... again) throws IOException {
    this.file = file;
    this.channel = channel;
    this.again = again;
    key = key(file);
  }

  /** Makes a file that must not be there, to write and to read. */
  static SteadyChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            attributes);
    return new SteadyChannel(file, channel, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Opens a file to read. */
  static SteadyChannel read(Path file) throws IOException {
    return new SteadyChannel(
        file, FileChannel.open(file, StandardOpenOption.READ), StandardOpenOption.READ);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private <T> T steadily(Action<T> action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel present = channel;
        try {
          return action.on(present);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          reopen(present);
        } catch (ClosedChannelException e) { // by an interrupt of another thread
          reopen(present);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel before) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel == before) {
      if (!Objects.equals(key, key(file))) {
        throw new IOException("the file was replaced while it was open");
      }
      channel = FileChannel.open(file, again);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = read(target, position);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    int start = target.position();
    return steadily(present -> present.read(target.position(start), at));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = write(source, position);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer source, long at) throws IOException {
    int start = source.position();
    return steadily(present -> present.write(source.position(start), at));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      int count = read(targets[i]);
      if (count < 0) {
        return total == 0 ? -1 : total;
      }
      total += count;
    }
    return total;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      total += write(sources[i]);
    }
    return total;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    return steadily(FileChannel::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    steadily(present -> present.truncate(size));
    position = Math.min(position, size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    steadily(
        present -> {
          present.force(metaData);
          return present;
        });
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) throws IOException {
    return steadily(present -> present.map(mode, from, size));
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    return steadily(present -> present.transferTo(from, count, target));
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    return channel.transferFrom(source, to, count); // what was read cannot be read again
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) throws IOException {
    return channel.lock(from, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long from, long size, boolean shared) throws IOException {
    return channel.tryLock(from, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    FileChannel last;
    synchronized (this) {
      closed = true;
      last = channel;
    }
    last.close();
  }
}
