package io.hornbill.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The screen of a GIF: its first picture may be smaller, and lies somewhere on it. As in Pillow,
 * what is left has the transparent color, or the first one of the palette.
 *
 * @param width pixels of the screen, or as many as the picture needs
 * @param height pixels of the screen, or as many as the picture needs
 * @param left where the picture begins
 * @param top where the picture begins
 */
record GifScreen(int width, int height, int left, int top) {
  private static final int AT_WIDTH = 6;
  private static final int AT_HEIGHT = 8;

  /** Says whether a reader reads GIFs. */
  static boolean isIn(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("gif");
  }

  /** Reads the header of the file and that of its first picture. */
  static GifScreen of(ImageReader reader, byte[] file) throws IOException {
    Node tree = reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
    Element place = (Element) ((Element) tree).getElementsByTagName("ImageDescriptor").item(0);
    int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
    int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
    return new GifScreen(
        Math.max(number(file, AT_WIDTH), left + reader.getWidth(0)),
        Math.max(number(file, AT_HEIGHT), top + reader.getHeight(0)),
        left,
        top);
  }

  private static int number(byte[] file, int at) {
    return Byte.toUnsignedInt(file[at]) + (Byte.toUnsignedInt(file[at + 1]) << Byte.SIZE);
  }

  /** Puts the picture where it belongs. */
  BufferedImage with(BufferedImage picture) {
    if (picture.getWidth() == width && picture.getHeight() == height) {
      return picture;
    }
    IndexColorModel colors = (IndexColorModel) picture.getColorModel();
    WritableRaster screen = colors.createCompatibleWritableRaster(width, height);
    int[] row = new int[width];
    Arrays.fill(row, Math.max(0, colors.getTransparentPixel()));
    for (int y = 0; y < height; y++) {
      screen.setPixels(0, y, width, 1, row);
    }
    screen.setRect(left, top, picture.getRaster());
    return new BufferedImage(colors, screen, false, null);
  }
}
