package io.hornbill.visualization.internal.scene;

/**
 * An image.
 *
 * @param width its columns
 * @param height its rows
 * @param rgb {@code 0xRRGGBB}, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the image; never compared
public record Pixels(int width, int height, int[] rgb) {
  /** The colours' bytes, red first, row by row. */
  public byte[] bytes() {
    byte[] bytes = new byte[rgb.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) (rgb[i] >> 16);
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) rgb[i];
    }
    return bytes;
  }
}
