package io.hornbill.files.internal;

import io.hornbill.base.Checks;
import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An open file, read at positions. */
final class FileSource implements ByteSource {

  private final Path file;
  private final FileChannel channel;
  private final long size;

  private FileSource(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  static FileSource open(Path file) {
    FileChannel channel = channel(file);
    try {
      return new FileSource(file, channel, channel.size());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static FileChannel channel(Path file) {
    Checks.argument(
        file != null, "File: a file must be given. Received: null. Pass the path of one.");
    try {
      requireNoPipe(file);
      return SteadyChannel.read(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          "File: the file must exist. Received: " + file.toAbsolutePath() + ". Check the path.", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Opening a pipe that nobody writes to would not return, and none can be read at positions. */
  static void requireNoPipe(Path file) throws IOException {
    if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw new IOException("it is a pipe or a device");
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException cause) {
    return new UncheckedIOException(
        "File: the file must be readable. Received: "
            + file.toAbsolutePath()
            + " ("
            + cause.getMessage()
            + "). Check its permissions, and that it is not a folder.",
        cause);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public ByteSource sibling(String fileName) {
    if (fileName.isEmpty() || fileName.startsWith(".") || !fileName.matches("[^/\\\\:\0]+")) {
      throw new ModelFormatException(
          "File: a file may refer only to others in its folder. Received: \"%s\" in %s. The file is damaged or hostile: fetch it again."
              .formatted(fileName, file));
    }
    return open(file.resolveSibling(fileName));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    requireRange(position, target.remaining());
    long at = position;
    try {
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          throw new ModelFormatException(
              "File: a file must not shrink while it is read. Received: end of file at "
                  + at
                  + " of "
                  + size
                  + " bytes in "
                  + name()
                  + ". Read it again when its writer has finished.");
        }
        at += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "File: reading failed. Received: "
              + e
              + " at byte "
              + at
              + " of "
              + name()
              + ". Check the disk, and that the file has not been closed.",
          e);
    }
  }

  @Override
  public void close() {
    close(channel, name());
  }

  static void close(FileChannel channel, String name) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "File: closing failed. Received: " + e + " for " + name + ". Check the disk.", e);
    }
  }
}
