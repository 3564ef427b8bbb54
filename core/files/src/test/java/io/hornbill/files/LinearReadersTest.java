package io.hornbill.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.internal.hdf5.Hdf5Builder;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.hdf5.Hdf5GroupBuilder;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.internal.zip.ZipReader;
import io.hornbill.files.internal.zip.ZipWriter;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file has a hundred thousand of is read in less than five seconds. */
@Tag("processes")
class LinearReadersTest {
  private static final int MANY = 100_000;
  private static final double MOST_SECONDS = 5;

  private interface Reading {
    void run() throws Exception;
  }

  @TempDir Path folder;

  /** Seconds of the processor in our code: other tests run at the same time, and disks differ. */
  private static void assertQuick(Reading reading) throws Exception {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadUserTime();
    reading.run();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadUserTime();
    assertThat((after - before) / 1e9).isLessThan(MOST_SECONDS);
  }

  @Test
  void aHundredThousandAttributesAreReadOneByOne() throws Exception {
    Path file = folder.resolve("a.h5");
    Hdf5Builder builder = new Hdf5Builder();
    Hdf5GroupBuilder group = builder.root().group("g");
    for (int i = 0; i < MANY; i++) {
      group.attribute("number " + i, i);
    }
    builder.write(file);
    assertQuick(
        () -> {
          try (Hdf5File read = Hdf5File.open(file)) {
            for (int i = 0; i < MANY; i++) {
              assertThat(read.root().group("g").attributes().number("number " + i)).isEqualTo(i);
            }
          }
        });
  }

  @Test
  void tenThousandTextsOfSharedHeapsAreReadOneByOne() throws Exception {
    Path file = folder.resolve("t.h5");
    Hdf5Builder builder = new Hdf5Builder();
    for (int i = 0; i < 10_000; i++) {
      builder.root().attribute("text " + i, "value " + i);
    }
    builder.write(file);
    assertQuick(
        () -> {
          try (Hdf5File read = Hdf5File.open(file)) {
            for (int i = 0; i < 10_000; i++) {
              assertThat(read.root().attributes().text("text " + i)).isEqualTo("value " + i);
            }
          }
        });
  }

  @Test
  void aHundredThousandMembersOfAnArchiveAreReadOneByOne() throws Exception {
    Path file = folder.resolve("a.zip");
    ZipWriter.write(
        file,
        zip -> {
          for (int i = 0; i < MANY; i++) {
            zip.add("member " + i, new byte[] {(byte) i});
          }
        });
    assertQuick(
        () -> {
          try (ZipReader zip = ZipReader.open(file)) {
            assertThat(zip.names()).hasSize(MANY);
            for (int i = 0; i < MANY; i++) {
              assertThat(zip.bytes("member " + i)[0]).isEqualTo((byte) i);
            }
          }
        });
  }

  @Test
  void twentyThousandFilesOfATarArchiveAreUnpacked() throws Exception {
    Path file = folder.resolve("a.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] header = new byte[512];
      for (int i = 0; i < 20_000; i++) {
        byte[] name = "d%d/%06d".formatted(i / 1000, i).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, header, 0, name.length);
        header[name.length] = 0;
        System.arraycopy("00000000000".getBytes(StandardCharsets.UTF_8), 0, header, 124, 11);
        header[156] = '0';
        out.write(header);
      }
    }
    Path target = folder.resolve("in");
    assertQuick(() -> TarArchive.unpack(file, target));
    assertThat(target.resolve("d19/019999")).exists();
  }

  @Test
  void tenThousandArraysOfAnArchiveAreReadOneByOne() throws Exception {
    Path file = folder.resolve("a.npz");
    byte[] header =
        "\u0093NUMPY\u0001\u0000".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }";
    byte[] padded = (text + " ".repeat(117 - text.length()) + "\n").getBytes();
    try (ZipOutputStream out = new ZipOutputStream(java.nio.file.Files.newOutputStream(file))) {
      for (int i = 0; i < 10_000; i++) {
        out.putNextEntry(new ZipEntry("arr_" + i + ".npy"));
        out.write(header);
        out.write(new byte[] {(byte) padded.length, 0});
        out.write(padded);
        out.write(i);
      }
    }
    assertQuick(
        () -> {
          try (Npz npz = Npz.open(file)) {
            List<String> names = List.copyOf(npz.names());
            assertThat(names).hasSize(10_000);
            for (String name : names) {
              assertThat(npz.get(name).shape()).containsExactly(1);
            }
          }
        });
  }
}
