package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes files so that at every moment the file on disk is either the old one or the new one,
 * whole: content goes to a temporary file in the same folder, is forced to disk, and then takes the
 * target's place in one step. When writing fails the old file stays and nothing is left behind. An
 * interrupt of the thread does not make it fail: the file is written, and the interrupt is kept.
 *
 * <pre>{@code
 * AtomicFiles.writeString(Path.of("history.csv"), "epoch,loss\n0,0.5\n");
 * AtomicFiles.writeStream(Path.of("model.bin"), out -> out.write(bytes));
 * }</pre>
 */
public final class AtomicFiles {
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);
  private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f-]{36}\\.tmp");

  private AtomicFiles() {}

  /** Writes a file's content to a channel that is empty, open for reading and writing. */
  @FunctionalInterface
  public interface ChannelContent {
    /**
     * Writes the whole content.
     *
     * @param channel the file, which the caller closes
     * @throws IOException if writing fails
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes a file's content to a stream. */
  @FunctionalInterface
  public interface StreamContent {
    /**
     * Writes the whole content.
     *
     * @param out the file, buffered; closing it is not needed and does no harm
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file through a channel.
   *
   * @param target the file to make or to replace; a symbolic link keeps pointing to the same place
   * @param content writes the content
   * @throws UncheckedIOException if the file cannot be written; the old file is then unchanged
   */
  public static void writeChannel(Path target, ChannelContent content) {
    try {
      replace(realTarget(target), content);
    } catch (IOException e) {
      throw Fault.of("File")
          .expected("the file must be writable")
          .received("%s (%s)", target.toAbsolutePath(), e)
          .remedy(
              "Check that its folder exists, that it may be written to, and that the disk has"
                  + " room.")
          .as(UncheckedIOException::new, e);
    }
  }

  /**
   * Writes a file through a stream.
   *
   * @param target the file to make or to replace
   * @param content writes the content
   * @throws UncheckedIOException if the file cannot be written; the old file is then unchanged
   */
  public static void writeStream(Path target, StreamContent content) {
    writeChannel(
        target,
        channel -> {
          OutputStream out = new BufferedOutputStream(openEnded(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
        });
  }

  /**
   * Writes a file from an array.
   *
   * @param target the file to make or to replace
   * @param content the content
   * @throws UncheckedIOException if the file cannot be written; the old file is then unchanged
   */
  public static void writeBytes(Path target, byte[] content) {
    writeStream(target, out -> out.write(content));
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param target the file to make or to replace
   * @param content the content
   * @throws UncheckedIOException if the file cannot be written; the old file is then unchanged
   */
  public static void writeString(Path target, String content) {
    writeBytes(target, content.getBytes(StandardCharsets.UTF_8));
  }

  private static OutputStream openEnded(FileChannel channel) {
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush(); // the channel must still be forced to disk
      }
    };
  }

  private static Path realTarget(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (!Files.isSymbolicLink(absolute)) {
      return requireRegular(absolute);
    }
    // A link to what is not there yet is followed one step, and the file is made there.
    return requireRegular(
        Files.exists(absolute)
            ? absolute.toRealPath()
            : absolute.resolveSibling(Files.readSymbolicLink(absolute)));
  }

  /** What is no file, such as a pipe or a device, would be replaced by one. */
  private static Path requireRegular(Path target) throws IOException {
    if (Files.exists(target)) {
      FileSource.requireNoPipe(target);
    }
    return target;
  }

  private static void replace(Path target, ChannelContent content) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel = SteadyChannel.create(temporary, permissionsOf(target))) {
        content.writeTo(channel);
        channel.force(true);
      }
      keepPermissions(target, temporary);
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(target);
    deleteAbandoned(target);
  }

  /** A killed process leaves its temporary file; of this target, those that lie for long go. */
  private static void deleteAbandoned(Path target) throws IOException {
    String start = "." + target.getFileName() + ".";
    Instant longAgo = Instant.now().minus(ABANDONED_AFTER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(start)
            && TEMPORARY.matcher(name.substring(start.length())).matches()
            && Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException | NoSuchFileException | AccessDeniedException e) {
      // another process was faster, or the folder may not be read: the new file is in place
    }
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * What the temporary file is made with: at no moment may more people read it than the file that
   * it replaces. A new file is as private as the umask says.
   */
  private static FileAttribute<?>[] permissionsOf(Path old) throws IOException {
    boolean known = Files.exists(old) && Files.getFileStore(old).supportsFileAttributeView("posix");
    return known
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(old))
        }
        : new FileAttribute<?>[0];
  }

  private static void keepPermissions(Path old, Path replacement) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
    if (view != null && Files.exists(old)) {
      view.setPermissions(Files.getPosixFilePermissions(old));
    }
  }

  /** Makes the renaming itself durable, where folders can be opened (not on Windows). */
  private static void forceFolder(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = SteadyChannel.read(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // the file is complete and in place; only a power cut could still bring the old one back
    }
  }
}
