package io.hornbill.datasets;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * JPEGs of four inks, as Pillow reads them: the inks are stored inverted, as Adobe does, profiles
 * of colors are left aside, and what is not inked is white.
 */
final class CmykJpeg {
  private static final int INKS = 4;
  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;
  private static final int ADOBE = 0xEE;
  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;

  /** Markers of the range of frames that are none: tables, an extension, and arithmetic coding. */
  private static final int HUFFMAN = 0xC4;

  private static final int EXTENSION = 0xC8;
  private static final int ARITHMETIC = 0xCC;

  /** Where a segment has what counts here, behind its marker. */
  private static final int COMPONENTS = 9;

  private static final int TRANSFORM = 15;
  private static final int YCCK = 2;

  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int RED = (int) (1.402 * (1 << BITS) + 0.5);
  private static final int BLUE = (int) (1.772 * (1 << BITS) + 0.5);
  private static final int GREEN_OF_RED = (int) (0.71414 * (1 << BITS) + 0.5);
  private static final int GREEN_OF_BLUE = (int) (0.34414 * (1 << BITS) + 0.5);

  /** What the header of a JPEG says. */
  private record Header(int components, int transform) {}

  private CmykJpeg() {}

  /** Whether a file is a JPEG of four components. */
  static boolean is(byte[] file) {
    return header(file).components() == INKS;
  }

  private static Header header(byte[] file) {
    int components = 0;
    int transform = -1;
    int at = 2;
    boolean isJpeg = file.length > 2 && at(file, 0) == MARKER && at(file, 1) == 0xD8;
    while (isJpeg && at + 1 < file.length && at(file, at) == MARKER) {
      int marker = at(file, at + 1);
      if (marker == MARKER) {
        at++;
        continue;
      }
      if (marker == START_OF_SCAN) {
        break;
      }
      if (marker == ADOBE && at(file, at + TRANSFORM - 11) == 'A') {
        transform = at(file, at + TRANSFORM);
      }
      if (isFrame(marker)) {
        components = at(file, at + COMPONENTS);
      }
      at += 2 + (at(file, at + 2) << 8 | at(file, at + 3));
    }
    return new Header(components, transform);
  }

  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != HUFFMAN
        && marker != EXTENSION
        && marker != ARITHMETIC;
  }

  private static int at(byte[] file, int place) {
    return place < file.length ? file[place] & 0xFF : 0;
  }

  /** Decodes such a file. */
  static Bitmap decode(ImageReader reader, byte[] file) throws IOException {
    Raster raster = reader.readRaster(0, null);
    boolean isYcck = header(file).transform() == YCCK;
    Bitmap map = new Bitmap(raster.getWidth(), raster.getHeight(), 3);
    byte[] bytes = map.bytes();
    int[] row = new int[map.width() * INKS];
    int to = 0;
    for (int y = 0; y < map.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, map.width(), 1, row);
      for (int i = 0; i < row.length; i += INKS) {
        if (isYcck) {
          inks(row, i);
        }
        int light = row[i + 3];
        for (int ink = 0; ink < 3; ink++) {
          bytes[to++] = (byte) (light - share(255 - row[i + ink], light));
        }
      }
    }
    return map;
  }

  /** The product of two parts of 255, rounded as Pillow rounds it. */
  private static int share(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  /** From luminance and two differences of colors to inks, in libjpeg's arithmetic. */
  private static void inks(int[] row, int at) {
    int y = row[at];
    int blue = row[at + 1] - 128;
    int red = row[at + 2] - 128;
    row[at] = 255 - clip(y + ((RED * red + HALF) >> BITS));
    row[at + 1] = 255 - clip(y + ((-GREEN_OF_BLUE * blue - GREEN_OF_RED * red + HALF) >> BITS));
    row[at + 2] = 255 - clip(y + ((BLUE * blue + HALF) >> BITS));
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
