package io.hornbill.datasets;

import io.hornbill.base.JavaHeap;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a picture row by row, the channels of a pixel together.
 *
 * @param width the number of columns
 * @param height the number of rows
 * @param bands 1 for brightness, 2 with opacity, 3 for red, green and blue, 4 with opacity
 * @param bytes samples of 8 bits; empty if there are deep ones
 * @param deep brightness of 16 bits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bitmap(int width, int height, int bands, byte[] bytes, short @Nullable [] deep) {
  Bitmap(int width, int height, int bands) {
    this(width, height, bands, new byte[JavaHeap.length(1, "Images", width, height, bands)], null);
  }

  /** The sample at a place in the order of the arrays. */
  int sample(int index) {
    short[] wide = deep;
    return wide == null ? bytes[index] & 0xff : wide[index] & 0xffff;
  }

  /** Reads a picture of any kind; colors are taken as they are stored. */
  static Bitmap of(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    Raster raster = image.getRaster();
    if (colors instanceof IndexColorModel) {
      return ofColors(image);
    }
    int stored = raster.getNumBands();
    boolean gray = colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY && stored <= 2;
    boolean rgb = colors.getColorSpace().getType() == ColorSpace.TYPE_RGB && stored >= 3;
    if ((!gray && !rgb) || colors.isAlphaPremultiplied()) {
      return ofColors(image);
    }
    if (gray && stored == 1 && colors.getComponentSize(0) == 16) {
      return ofDeep(raster);
    }
    Bitmap direct = direct(raster);
    return direct == null ? ofSamples(raster, colors) : direct;
  }

  /** Takes over the array of a picture whose samples lie as here. */
  private static @Nullable Bitmap direct(Raster raster) {
    int bands = raster.getNumBands();
    int width = raster.getWidth();
    int[] inOrder = new int[bands];
    Arrays.setAll(inOrder, i -> i);
    return raster.getSampleModel() instanceof ComponentSampleModel model
            && raster.getDataBuffer() instanceof DataBufferByte buffer
            && buffer.getData().length == raster.getHeight() * width * bands
            && buffer.getNumBanks() == 1
            && model.getPixelStride() == bands
            && model.getScanlineStride() == width * bands
            && Arrays.equals(model.getBandOffsets(), inOrder)
        ? new Bitmap(width, raster.getHeight(), bands, buffer.getData(), null)
        : null;
  }

  private static Bitmap ofSamples(Raster raster, ColorModel colors) {
    int bands = raster.getNumBands();
    Bitmap map = new Bitmap(raster.getWidth(), raster.getHeight(), bands);
    int[] row = new int[map.width * bands];
    int at = 0;
    for (int y = 0; y < map.height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, map.width, 1, row);
      for (int i = 0; i < row.length; i++) {
        map.bytes[at++] = (byte) eightBits(row[i], colors.getComponentSize(i % bands));
      }
    }
    return map;
  }

  /** More bits are cut off, fewer are spread over the range, as Pillow does. */
  private static int eightBits(int sample, int bits) {
    return bits == 8 ? sample : bits > 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }

  private static Bitmap ofDeep(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] samples =
        raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, (int[]) null);
    short[] deep = new short[samples.length];
    for (int i = 0; i < deep.length; i++) {
      deep[i] = (short) samples[i];
    }
    return new Bitmap(width, height, 1, new byte[0], deep);
  }

  private static Bitmap ofColors(BufferedImage image) {
    int bands = image.getColorModel().hasAlpha() ? 4 : 3;
    Bitmap map = new Bitmap(image.getWidth(), image.getHeight(), bands);
    int[] row = new int[map.width];
    int at = 0;
    for (int y = 0; y < map.height; y++) {
      for (int argb : image.getRGB(0, y, map.width, 1, row, 0, map.width)) {
        map.bytes[at++] = (byte) (argb >> 16);
        map.bytes[at++] = (byte) (argb >> 8);
        map.bytes[at++] = (byte) argb;
        if (bands == 4) {
          map.bytes[at++] = (byte) (argb >>> 24);
        }
      }
    }
    return map;
  }

  /** Makes a picture of the same samples, which are not copied. */
  BufferedImage toImage() {
    short[] wide = deep;
    DataBuffer buffer =
        wide == null
            ? new DataBufferByte(bytes, bytes.length)
            : new DataBufferUShort(wide, wide.length);
    int[] offsets = new int[bands];
    Arrays.setAll(offsets, i -> i);
    WritableRaster raster =
        Raster.createInterleavedRaster(buffer, width, height, width * bands, bands, offsets, null);
    boolean alpha = bands % 2 == 0;
    ColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(bands <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            buffer.getDataType());
    return new BufferedImage(colors, raster, false, null);
  }

  /** Converts colors as Pillow does; deep brightness stays if brightness is asked for. */
  Bitmap with(int wanted) {
    if (bands == wanted) {
      return this;
    }
    Bitmap from = eight();
    Bitmap map = new Bitmap(width, height, wanted);
    for (int i = 0; i < width * height; i++) {
      from.convert(i * from.bands, map, i * wanted);
    }
    return map;
  }

  private void convert(int at, Bitmap to, int place) {
    boolean gray = bands <= 2;
    int red = bytes[at] & 0xff;
    int green = gray ? red : bytes[at + 1] & 0xff;
    int blue = gray ? red : bytes[at + 2] & 0xff;
    if (to.bands == 1) { // the brightness of television
      int level = gray ? red : (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
      to.bytes[place] = (byte) level;
      return;
    }
    to.bytes[place] = (byte) red;
    to.bytes[place + 1] = (byte) green;
    to.bytes[place + 2] = (byte) blue;
    if (to.bands == 4) {
      to.bytes[place + 3] = bands == 2 ? bytes[at + 1] : (byte) 255;
    }
  }

  /** The same with 8 bits: the upper ones of deep brightness. */
  Bitmap eight() {
    short[] wide = deep;
    if (wide == null) {
      return this;
    }
    Bitmap map = new Bitmap(width, height, 1);
    for (int i = 0; i < wide.length; i++) {
      map.bytes[i] = (byte) (wide[i] >> 8);
    }
    return map;
  }
}
