package io.hornbill.files.internal.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.testing.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {

  @TempDir Path folder;

  private final byte[] noise = new byte[200_000];

  ZipTest() {
    new Random(1).nextBytes(noise);
  }

  private Path write() {
    Path file = folder.resolve("a.zip");
    ZipWriter.write(
        file,
        zip -> {
          zip.add("config.json", "{}".getBytes(StandardCharsets.UTF_8));
          zip.add("größe/noise", out -> out.write(noise));
          zip.add("empty", new byte[0]);
        });
    return file;
  }

  private static byte[] deflated(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void readsBackWhatItWrites() {
    try (ZipReader zip = ZipReader.open(write())) {
      assertThat(zip.names()).containsExactly("config.json", "größe/noise", "empty");
      assertThat(zip.bytes("config.json")).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
      assertThat(zip.bytes("größe/noise")).isEqualTo(noise);
      assertThat(zip.source("größe/noise").bytes(100, 10))
          .isEqualTo(Arrays.copyOfRange(noise, 100, 110));
      assertThat(zip.bytes("empty")).isEmpty();
      assertThat(zip.has("none")).isFalse();
      assertThat(zip.size("größe/noise")).isEqualTo(noise.length);
    }
  }

  @Test
  void writesWhatTheJdkReads() throws Exception {
    try (ZipFile zip = new ZipFile(write().toFile())) {
      assertThat(zip.size()).isEqualTo(3);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      assertThat(entries.nextElement().getName()).isEqualTo("config.json");
      ZipEntry entry = zip.getEntry("größe/noise");
      assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(noise);
    }
  }

  @Test
  void keepsTheOldArchiveWhenAMemberFails() throws Exception {
    Path file = write();
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(
            () ->
                ZipWriter.write(
                    file,
                    zip -> {
                      throw new IOException("no");
                    }))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void readsDeflatedMembersAtPositions() throws Exception {
    byte[] archive = deflated("noise", noise);
    try (ZipReader zip = ZipReader.open(ByteSource.of(archive, "a.zip"))) {
      assertThat(zip.source("noise").bytes(0, noise.length)).isEqualTo(noise);
    }
  }

  @Test
  void noticesAFlippedBit() throws Exception {
    byte[] stored = Files.readAllBytes(write());
    stored[100_000] ^= 1;
    try (ZipReader zip = ZipReader.open(ByteSource.of(stored, "a.zip"))) {
      assertThatThrownBy(() -> zip.source("größe/noise"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a wrong checksum")
          .hasMessageContaining("größe/noise in a.zip");
    }
  }

  @Test
  void refusesBombs() throws Exception {
    byte[] bomb = deflated("zeros", new byte[100_000]);
    // the directory's size of the content: 24 bytes into the entry, which ends 22 + 5 from the end
    int entry = bomb.length - 22 - 46 - "zeros".length();
    assertThat(bomb[entry]).isEqualTo((byte) 'P');
    bomb[entry + 27] = 0x7f;
    assertThatThrownBy(() -> ZipReader.open(ByteSource.of(bomb, "a.zip")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("size must be possible");
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(() -> ZipReader.open(ByteSource.of(new byte[50], "a.zip")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("must end in a directory");
  }

  @Test
  void refusesOrReadsDamagedArchives() throws Exception {
    byte[] archive = Files.readAllBytes(write());
    assertThat(
            Fixtures.fuzz(
                archive,
                4,
                bytes -> {
                  try (ZipReader zip = ZipReader.open(ByteSource.of(bytes, "a.zip"))) {
                    zip.names().forEach(zip::source);
                  }
                }))
        .isGreaterThan(400);
  }
}
