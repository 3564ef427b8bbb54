package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.files.ModelFormatException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes picture files. */
final class ImageDecoder {
  /** A decoded pixel and its floats, which are there at the same time. */
  private static final int BYTES_PER_PIXEL = 20;

  private ImageDecoder() {}

  /**
   * Decodes a file, of animations the first picture.
   *
   * @param owner how messages name the caller
   * @param file its content
   * @param place how messages name the file
   * @param maxPixels how many pixels the header may announce
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws ModelFormatException if it is damaged
   */
  static Bitmap decode(String owner, byte[] file, String place, long maxPixels) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw Fault.of(owner)
            .expected("a file must hold an image of a known format")
            .received("\"%s\"", place)
            .remedy(
                "Known are %s; remove or convert it.",
                Arrays.toString(ImageIO.getReaderFileSuffixes()))
            .argument();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        return decode(owner, reader, file, place, maxPixels);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw Fault.of(owner)
          .expected("an image must not be damaged")
          .received("%s in \"%s\"", e, place)
          .remedy("Fetch it again, or leave it out.")
          .as(ModelFormatException::new, e);
    }
  }

  private static Bitmap decode(
      String owner, ImageReader reader, byte[] file, String place, long maxPixels)
      throws IOException {
    GifScreen screen = GifScreen.isIn(reader) ? guarded(() -> GifScreen.of(reader, file)) : null;
    long width = screen != null ? screen.width() : guarded(() -> (long) reader.getWidth(0));
    long height = screen != null ? screen.height() : guarded(() -> (long) reader.getHeight(0));
    if (width * height > maxPixels) {
      throw Fault.of(owner)
          .expected("an image must not have more than %s pixels", maxPixels)
          .received("%s × %s in \"%s\"", width, height, place)
          .remedy("Raise maxPixels if it is meant to be so large.")
          .argument();
    }
    JavaHeap.require(
        (double) width * height * BYTES_PER_PIXEL,
        owner,
        "%s × %s pixels of \"%s\"".formatted(width, height, place));
    return guarded(
        () -> {
          if (CmykJpeg.is(file) && reader.canReadRaster()) {
            return CmykJpeg.decode(reader, file);
          }
          BufferedImage picture = reader.read(0, asStored(reader));
          return Bitmap.of(screen == null ? picture : screen.with(picture));
        });
  }

  /**
   * Asks for colors as they are stored, as Pillow gives them: readers would otherwise convert those
   * of a profile, such as that of a telephone's camera, to sRGB.
   */
  private static ImageReadParam asStored(ImageReader reader) throws IOException {
    ImageReadParam settings = reader.getDefaultReadParam();
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    while (types.hasNext()) {
      ImageTypeSpecifier type = types.next();
      ColorSpace colors = type.getColorModel().getColorSpace();
      if (colors.getType() == ColorSpace.TYPE_RGB && !colors.isCS_sRGB()) {
        settings.setDestinationType(type);
        return settings;
      }
    }
    return settings;
  }

  /**
   * Decoders throw all kinds of exceptions on damaged files, while reading the header too, and make
   * palettes and segments as long as these say.
   */
  private static <T> T guarded(Callable<T> decoding) throws IOException {
    try {
      return decoding.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) {
      throw new IOException(e);
    }
  }
}
