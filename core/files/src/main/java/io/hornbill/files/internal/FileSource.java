package io.hornbill.files.internal;

import io.hornbill.base.Fault;
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
    if (file == null) {
      throw Fault.of("File")
          .expected("a file must be given")
          .received("null")
          .remedy("Pass the path of one.")
          .argument();
    }
    try {
      requireNoPipe(file);
      return SteadyChannel.read(file);
    } catch (NoSuchFileException e) {
      throw Fault.of("File")
          .expected("the file must exist")
          .received(file.toAbsolutePath())
          .remedy("Check the path.")
          .as(UncheckedIOException::new, e);
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
    return Fault.of("File")
        .expected("the file must be readable")
        .received("%s (%s)", file.toAbsolutePath(), cause.getMessage())
        .remedy("Check its permissions, and that it is not a folder.")
        .as(UncheckedIOException::new, cause);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public ByteSource sibling(String fileName) {
    if (fileName.isEmpty() || fileName.startsWith(".") || !fileName.matches("[^/\\\\:\0]+")) {
      throw Fault.of("File")
          .expected("a file may refer only to others in its folder")
          .received("\"%s\" in %s", fileName, file)
          .remedy("The file is damaged or hostile: fetch it again.")
          .as(ModelFormatException::new);
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
          throw Fault.of("File")
              .expected("a file must not shrink while it is read")
              .received("end of file at %s of %s bytes in %s", at, size, name())
              .remedy("Read it again when its writer has finished.")
              .as(ModelFormatException::new);
        }
        at += count;
      }
    } catch (IOException e) {
      throw Fault.of("File")
          .expected("reading failed")
          .received("%s at byte %s of %s", e, at, name())
          .remedy("Check the disk, and that the file has not been closed.")
          .as(UncheckedIOException::new, e);
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
      throw Fault.of("File")
          .expected("closing failed")
          .received("%s for %s", e, name)
          .remedy("Check the disk.")
          .as(UncheckedIOException::new, e);
    }
  }
}
