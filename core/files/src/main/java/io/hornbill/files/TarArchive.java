package io.hornbill.files;

import io.hornbill.base.Fault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the files and folders of a {@code .tar.gz}; links and the like are left out.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">The format</a>
 */
final class TarArchive {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path archive;
  private final Path folder;
  private final byte[] buffer = new byte[1 << 16];
  private String longName = "";
  private @Nullable Path last;

  private TarArchive(InputStream in, Path archive, Path folder) {
    this.in = in;
    this.archive = archive;
    this.folder = folder;
  }

  /** Unpacks an archive unless its folder is there; afterwards the folder is whole or missing. */
  @SuppressWarnings("try") // the lock is only held
  static Path unpackOnce(Path target, Supplier<Path> archive) {
    if (Files.isDirectory(target)) {
      return target;
    }
    Path file = archive.get();
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (CacheLock lock =
        CacheLock.take(target.resolveSibling("." + target.getFileName() + ".lock"))) {
      if (!Files.isDirectory(target)) {
        unpack(file, temporary);
        Files.move(temporary, target);
      }
      return target;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of("TarArchive")
          .expected("unpacking must not be interrupted")
          .received("an interruption")
          .remedy("Start over.")
          .as(UncheckedIOException::new, new IOException(e));
    } catch (IOException e) {
      throw Fault.of("TarArchive")
          .expected("the archive must be unpacked")
          .received("%s for %s", e, target)
          .remedy("Check that the disk has room.")
          .as(UncheckedIOException::new, e);
    } finally {
      deleteAll(temporary);
    }
  }

  /** Unpacks an archive into a new folder. */
  static void unpack(Path archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
      TarArchive tar = new TarArchive(in, archive, folder);
      while (tar.entry()) {
        // one after the other
      }
    } catch (ZipException | EOFException e) {
      throw damaged(archive, e.toString());
    }
  }

  private boolean entry() throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    if (header.length < BLOCK || header[0] == 0) {
      return false;
    }
    long size = octal(header, 124, 12);
    String given = text(header, 345, 155);
    String plain = (given.isEmpty() ? "" : given + "/") + text(header, 0, 100);
    String name = longName.isEmpty() ? plain : longName;
    char type = (char) header[156];
    longName = "";
    switch (type) {
      case 'L' -> longName = new String(content(size), StandardCharsets.UTF_8).replace("\0", "");
      case 'x' -> longName = paxPath(new String(content(size), StandardCharsets.UTF_8));
      case '5' -> Files.createDirectories(inside(name));
      case '0', '\0' -> write(inside(name), size);
      default -> in.skipNBytes(size);
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return true;
  }

  private byte[] content(long size) throws IOException {
    if (size > 1 << 20) {
      throw damaged(archive, "a name of " + size + " bytes");
    }
    return in.readNBytes((int) size);
  }

  /** Lines are {@code length key=value}. */
  private static String paxPath(String records) {
    return records
        .lines()
        .filter(line -> line.contains(" path="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }

  private Path inside(String name) {
    Path place = folder.resolve(name).normalize();
    if (!place.startsWith(folder.normalize()) || name.startsWith("/")) {
      throw damaged(archive, "the path \"" + name + "\", which leads outside");
    }
    return place;
  }

  private void write(Path file, long size) throws IOException {
    Path parent = file.getParent();
    if (!Objects.equals(parent, last)) {
      Files.createDirectories(parent);
      last = parent;
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new EOFException("the end within " + file.getFileName());
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  private long octal(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw damaged(archive, "the size \"" + digits + "\"");
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static ModelFormatException damaged(Path archive, String received) {
    return Fault.of("TarArchive")
        .expected("the file must be a .tar.gz with relative paths")
        .received("%s in %s", received, archive)
        .remedy("Fetch it again.")
        .as(ModelFormatException::new);
  }

  private static void deleteAll(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure)
                throws IOException {
              Files.delete(done);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // what is left is hidden and harmless
    }
  }
}
