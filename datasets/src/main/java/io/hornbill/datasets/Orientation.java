package io.hornbill.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the camera was held, as Exif says in JPEG, PNG and WebP.
 *
 * @see <a
 *     href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif</a>
 */
final class Orientation {
  private static final int TAG = 0x0112;

  private Orientation() {}

  /** The number from 1 (upright) to 8; 1 if the file does not say. */
  static int of(byte[] file) {
    int at = exif(file);
    if (at < 0 || at + 8 > file.length) {
      return 1;
    }
    ByteBuffer tiff = ByteBuffer.wrap(file, at, file.length - at).slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries && directory + 14 + 12 * i <= tiff.limit(); i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /** Where the TIFF header begins; -1 if there is none. */
  private static int exif(byte[] file) {
    if (file.length > 12 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8) {
      return inJpeg(file);
    }
    if (starts(file, 1, "PNG")) {
      return inChunks(file, 8, "eXIf", ByteOrder.BIG_ENDIAN);
    }
    if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
      int found = inChunks(file, 12, "EXIF", ByteOrder.LITTLE_ENDIAN);
      return found >= 0 && starts(file, found, "Exif") ? found + 6 : found;
    }
    return -1;
  }

  private static boolean starts(byte[] file, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return at + bytes.length <= file.length
        && Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private static int inJpeg(byte[] file) {
    int at = 2;
    while (at + 10 < file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xda) {
        return -1;
      }
      if (marker == 0xe1 && starts(file, at + 4, "Exif\0\0")) {
        return at + 10;
      }
      at += 2 + ((file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff));
    }
    return -1;
  }

  /**
   * PNG has the length of a chunk before its name and a checksum after it, RIFF the length after.
   */
  private static int inChunks(byte[] file, int start, String name, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
    boolean png = order == ByteOrder.BIG_ENDIAN;
    long at = start;
    while (at + 8 <= file.length) {
      int place = (int) at;
      long length = bytes.getInt(png ? place : place + 4) & 0xffffffffL;
      if (starts(file, png ? place + 4 : place, name)) {
        return place + 8;
      }
      at += 8 + length + (png ? 4 : length % 2);
    }
    return -1;
  }

  /** Turns and mirrors a picture so that it is upright. */
  static Bitmap upright(Bitmap map, int orientation) {
    if (orientation == 1) {
      return map;
    }
    boolean turned = orientation >= 5;
    int width = turned ? map.height() : map.width();
    int height = turned ? map.width() : map.height();
    short[] deep = map.deep();
    Bitmap result =
        deep == null
            ? new Bitmap(width, height, map.bands())
            : new Bitmap(width, height, 1, new byte[0], new short[deep.length]);
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = turned ? y : x;
        int row = turned ? x : y;
        copy(
            map,
            fromRight ? map.width() - 1 - column : column,
            fromBottom ? map.height() - 1 - row : row,
            result,
            y * width + x);
      }
    }
    return result;
  }

  private static void copy(Bitmap from, int column, int row, Bitmap to, int pixel) {
    int place = row * from.width() + column;
    short[] deep = from.deep();
    short[] target = to.deep();
    if (deep != null && target != null) {
      target[pixel] = deep[place];
    } else {
      System.arraycopy(
          from.bytes(), place * from.bands(), to.bytes(), pixel * from.bands(), from.bands());
    }
  }
}
