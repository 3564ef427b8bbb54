package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * The pixels of a decoded image.
 *
 * @param values from 0 to 255, {@code [height, width, channels]}
 * @param height the number of rows
 * @param width the number of columns
 * @param channels 1 for brightness, 3 for red, green and blue, 4 with opacity
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(float[] values, int height, int width, int channels) {
  /** Decodes a file. */
  static Pixels read(Path file, int channels) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    Checks.argument(
        image != null,
        "ImageFolder: a file must hold an image of a known format. Received: \"%s\". Known are %s; remove or convert it.",
        file,
        Arrays.toString(ImageIO.getReaderFileSuffixes()));
    if (image == null) {
      throw new IOException("no image");
    }
    int height = image.getHeight();
    int width = image.getWidth();
    float[] values = new float[height * width * channels];
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      if (gray) {
        readGray(image, y, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int argb : row) {
        at = put(values, at, channels, argb);
      }
    }
    return new Pixels(values, height, width, channels);
  }

  /** Java would take gray for linear light and brighten it. */
  private static void readGray(BufferedImage image, int y, int[] row) {
    Raster raster = image.getRaster();
    double largest = (1 << image.getColorModel().getComponentSize(0)) - 1;
    for (int x = 0; x < row.length; x++) {
      int level = (int) Math.round(raster.getSample(x, y, 0) * 255 / largest);
      int opacity =
          raster.getNumBands() > 1
              ? (int) Math.round(raster.getSample(x, y, 1) * 255 / largest)
              : 255;
      row[x] = opacity << 24 | level << 16 | level << 8 | level;
    }
  }

  private static int put(float[] values, int at, int channels, int argb) {
    int red = argb >> 16 & 0xff;
    int green = argb >> 8 & 0xff;
    int blue = argb & 0xff;
    if (channels == 1) { // the brightness of television, as TensorFlow and Pillow have it
      values[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      return at + 1;
    }
    values[at] = red;
    values[at + 1] = green;
    values[at + 2] = blue;
    if (channels == 4) {
      values[at + 3] = argb >>> 24;
    }
    return at + channels;
  }

  /** The nearest pixels, where the centers of the new ones lie. */
  Pixels nearest(int newHeight, int newWidth) {
    float[] result = new float[newHeight * newWidth * channels];
    for (int y = 0; y < newHeight; y++) {
      int fromY = (int) ((y + 0.5) * height / newHeight);
      for (int x = 0; x < newWidth; x++) {
        int fromX = (int) ((x + 0.5) * width / newWidth);
        System.arraycopy(
            values,
            (fromY * width + fromX) * channels,
            result,
            (y * newWidth + x) * channels,
            channels);
      }
    }
    return new Pixels(result, newHeight, newWidth, channels);
  }

  /** Mixes the four pixels around the center of each new one, as Keras does. */
  Pixels bilinear(int newHeight, int newWidth) {
    float[] result = new float[newHeight * newWidth * channels];
    int at = 0;
    for (int y = 0; y < newHeight; y++) {
      double inY = inside((y + 0.5) * height / newHeight - 0.5, height);
      int top = (int) inY;
      int bottom = Math.min(top + 1, height - 1);
      for (int x = 0; x < newWidth; x++) {
        double inX = inside((x + 0.5) * width / newWidth - 0.5, width);
        int left = (int) inX;
        int right = Math.min(left + 1, width - 1);
        for (int c = 0; c < channels; c++) {
          double above = mix(at(top, left, c), at(top, right, c), inX - left);
          double below = mix(at(bottom, left, c), at(bottom, right, c), inX - left);
          result[at++] = (float) mix(above, below, inY - top);
        }
      }
    }
    return new Pixels(result, newHeight, newWidth, channels);
  }

  private static double inside(double place, int length) {
    return Math.max(0, Math.min(place, length - 1));
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private float at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }
}
