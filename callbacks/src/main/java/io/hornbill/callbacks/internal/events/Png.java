package io.hornbill.callbacks.internal.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Pictures as PNG files, without a desktop's libraries.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics</a>
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BIT_DEPTH = 8;

  private Png() {}

  /**
   * Encodes a picture.
   *
   * @param pixels {@code [height, width, channels]}, in rows from the top
   * @param height the number of rows
   * @param width the number of columns
   * @param channels 1 for grey, 3 for red, green and blue, 4 with opacity
   * @return the file
   */
  static byte[] encode(byte[] pixels, int height, int width, int channels) {
    int colorType = channels == 1 ? 0 : channels == 3 ? 2 : 6;
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) BIT_DEPTH).put((byte) colorType);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", compressed(pixels, height, width * channels));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] compressed(byte[] pixels, int rows, int rowBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      for (int row = 0; row < rows; row++) {
        out.write(0); // the row is not filtered
        out.write(pixels, row * rowBytes, rowBytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
