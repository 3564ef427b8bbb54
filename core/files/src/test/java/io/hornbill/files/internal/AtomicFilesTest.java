package io.hornbill.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path folder;

  @Test
  void replacesAFile() throws Exception {
    Path file = folder.resolve("a.txt");
    AtomicFiles.writeString(file, "old");
    AtomicFiles.writeStream(
        file,
        out -> {
          out.write("new".getBytes());
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void whatAKilledWriterLeftIsDeletedWhenItHasLainForLong() throws Exception {
    Path file = folder.resolve("a.txt");
    Path old = Files.createFile(folder.resolve(".a.txt." + UUID.randomUUID() + ".tmp"));
    Path young = Files.createFile(folder.resolve(".a.txt." + UUID.randomUUID() + ".tmp"));
    Path others = Files.createFile(folder.resolve(".b.txt." + UUID.randomUUID() + ".tmp"));
    Path own = Files.createFile(folder.resolve(".a.txt.notes.tmp"));
    FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    for (Path path : List.of(old, others, own)) {
      Files.setLastModifiedTime(path, hourAgo);
    }
    AtomicFiles.writeString(file, "new");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, young, others, own);
    }
  }

  @Test
  void keepsTheOldFileAndLeavesNothingBehindWhenWritingFails() throws Exception {
    Path file = folder.resolve("a.txt");
    AtomicFiles.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFiles.writeStream(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("disk full");
    assertThatThrownBy(
            () ->
                AtomicFiles.writeChannel(
                    file,
                    channel -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void namesTheFolderThatIsMissing() {
    assertThatThrownBy(() -> AtomicFiles.writeString(folder.resolve("none/a.txt"), "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Check that its folder exists");
  }

  @Test
  void keepsPermissionsAndSymbolicLinks() throws Exception {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("a.txt");
    AtomicFiles.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFiles.writeString(link, "new");
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aLinkToWhatIsNotThereYetIsFollowed() throws Exception {
    Path file = folder.resolve("later.txt");
    Path link = Files.createSymbolicLink(folder.resolve("early"), Path.of("later.txt"));
    AtomicFiles.writeString(link, "new");
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatIsNoFileIsNotReplacedByOne() throws Exception {
    Path pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> AtomicFiles.writeString(pipe, "new"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("it is a pipe or a device");
    assertThat(pipe).exists();
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void atNoMomentMayMorePeopleReadThanTheFileThatIsReplacedAllows() throws Exception {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("secret.txt");
    AtomicFiles.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFiles.writeStream(
        file,
        out -> {
          out.write(1);
          out.flush();
          try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.toList()) { // the file and the one that will take its place
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                  .isEqualTo("rw-------");
            }
          }
        });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aNewFileIsAsPrivateAsTheUmaskSays() throws Exception {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("new.txt");
    AtomicFiles.writeString(file, "new");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }
}
