package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** A picture that the heap cannot hold is refused by its header, in a process of its own. */
@Tag("processes")
class LargePictureTest {
  private static final int SIDE = 9000;

  @TempDir Path folder;

  /** Reads the pictures of a folder, and prints what it meets. */
  public static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      ImageFolder images = ImageFolder.of(Path.of(arguments[0]), o -> o.imageSize(32, 32));
      try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
          BatchReader reader = images.open()) {
        reader.read(buffer);
        System.out.println("READ");
      } catch (Throwable met) {
        System.out.println("MET " + met);
      }
    }
  }

  /** A red picture: 243 MB of pixels, 240 kB of file. */
  private static byte[] png() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    DataOutputStream out = new DataOutputStream(file);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(SIDE);
    fields.writeInt(SIDE);
    fields.write(new byte[] {8, 2, 0, 0, 0}); // bits, RGB, and the usual methods
    chunk(out, "IHDR", header.toByteArray());
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    byte[] row = new byte[1 + 3 * SIDE];
    for (int x = 0; x < SIDE; x++) {
      row[1 + 3 * x] = (byte) 255;
    }
    try (OutputStream deflated = new DeflaterOutputStream(pixels)) {
      for (int y = 0; y < SIDE; y++) {
        deflated.write(row);
      }
    }
    chunk(out, "IDAT", pixels.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void isRefusedWhereTheHeapCannotHoldIt() throws Exception {
    Path file = Files.createDirectories(folder.resolve("a")).resolve("large.png");
    Files.write(file, png());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed)
        .startsWith(
            "MET java.lang.IllegalArgumentException: ImageFolder: what is computed on Java arrays"
                + " must fit into the heap, of which ")
        .contains("Received: 1.5 GB for 9000 × 9000 pixels of \"" + file + "\".");
  }
}
