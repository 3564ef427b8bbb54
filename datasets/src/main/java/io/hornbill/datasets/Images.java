package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.AtomicFiles;
import io.hornbill.files.internal.KerasConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures as files and as arrays: JPEG, PNG, BMP, GIF and WebP, resized with Pillow's arithmetic,
 * so that a model sees what it would see in Keras.
 *
 * <pre>{@code
 * INDArray x = Images.toArray(Images.load(Path.of("cat.jpg"), 224, 224));   // [224, 224, 3], 0 to 255
 * Images.save(Path.of("small.png"), x);
 * }</pre>
 *
 * <p>Colors are taken as they are stored, without regard to color profiles, as Keras does. Lossy
 * WebP is not Pillow's to the last level: colors are not smoothed between their samples, which
 * makes 1 of 255 on average, and more at edges.
 *
 * @see <a href="https://keras.io/api/data_loading/image/">Keras: image data loading</a>
 */
public final class Images {
  private static final String OWNER = "Images";

  private Images() {}

  /**
   * Reads a file in its own size as red, green and blue.
   *
   * @param file the file
   * @return the picture
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws io.hornbill.files.ModelFormatException if it is damaged
   */
  public static BufferedImage load(Path file) {
    return load(file, options -> {});
  }

  /**
   * Reads a file as red, green and blue, and brings it to a size by its nearest pixels, which is
   * Keras' default.
   *
   * @param file the file
   * @param height in pixels
   * @param width in pixels
   * @return the picture
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws io.hornbill.files.ModelFormatException if it is damaged
   */
  public static BufferedImage load(Path file, int height, int width) {
    return load(file, options -> options.size(height, width));
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param settings sets size, channels, interpolation and more
   * @return the picture
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws io.hornbill.files.ModelFormatException if it is damaged
   */
  public static BufferedImage load(Path file, Consumer<ImageLoadOptions> settings) {
    return load(content(file), file.toString(), settings);
  }

  /**
   * Reads a picture from a stream, which is read to its end and not closed.
   *
   * @param in the content of a file
   * @param settings sets size, channels, interpolation and more
   * @return the picture
   * @throws UncheckedIOException if reading fails
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws io.hornbill.files.ModelFormatException if it is damaged
   */
  public static BufferedImage load(InputStream in, Consumer<ImageLoadOptions> settings) {
    try {
      return load(in.readAllBytes(), "a stream", settings);
    } catch (IOException e) {
      throw Fault.of("Images")
          .expected("the stream must be readable")
          .received(e)
          .remedy("Check where it comes from.")
          .as(UncheckedIOException::new, e);
    }
  }

  /**
   * Reads a picture from memory.
   *
   * @param content the content of a file
   * @param settings sets size, channels, interpolation and more
   * @return the picture
   * @throws IllegalArgumentException if it is no picture of a known format, or too large
   * @throws io.hornbill.files.ModelFormatException if it is damaged
   */
  public static BufferedImage load(byte[] content, Consumer<ImageLoadOptions> settings) {
    return load(content, "memory", settings);
  }

  /**
   * Brings a decoded picture to a size and to channels.
   *
   * @param image any picture
   * @param settings sets size, channels and interpolation
   * @return another picture, or the same if nothing changes
   */
  public static BufferedImage load(BufferedImage image, Consumer<ImageLoadOptions> settings) {
    return options(settings).apply(Bitmap.of(image)).toImage();
  }

  private static BufferedImage load(
      byte[] content, String place, Consumer<ImageLoadOptions> settings) {
    return bitmap(OWNER, content, place, options(settings)).toImage();
  }

  private static ImageLoadOptions options(Consumer<ImageLoadOptions> settings) {
    ImageLoadOptions options = new ImageLoadOptions();
    settings.accept(options);
    return options;
  }

  /** Decodes, turns, converts and resizes. */
  static Bitmap bitmap(String owner, byte[] content, String place, ImageLoadOptions options) {
    Bitmap map = ImageDecoder.decode(owner, content, place, options.maxPixels());
    return options.apply(
        options.exifOrientation() ? Orientation.upright(map, Orientation.of(content)) : map);
  }

  static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Fault.of("Images")
          .expected("the file must be readable")
          .received("%s for \"%s\"", e, file)
          .remedy("Check path and permissions.")
          .as(UncheckedIOException::new, e);
    }
  }

  /**
   * Makes a picture an array, with the channels where Keras' {@code image_data_format} has them.
   *
   * @param image any picture
   * @return floats from 0 to 255 (65,535 for brightness of 16 bits), {@code [height, width,
   *     channels]} or {@code [channels, height, width]}
   */
  public static INDArray toArray(BufferedImage image) {
    return toArray(image, KerasConfig.imageDataFormat());
  }

  /**
   * Makes a picture an array.
   *
   * @param image any picture
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return floats from 0 to 255 (65,535 for brightness of 16 bits)
   */
  public static INDArray toArray(BufferedImage image, String dataFormat) {
    Pixels pixels = Pixels.of(Bitmap.of(image));
    long[] shape = {pixels.height(), pixels.width(), pixels.channels()};
    return isFirst(dataFormat)
        ? Nd4j.create(pixels.channelsFirst(), new long[] {shape[2], shape[0], shape[1]}, 'c')
        : Nd4j.create(pixels.values(), shape, 'c');
  }

  private static boolean isFirst(String dataFormat) {
    return KerasConfig.dataFormat(OWNER, dataFormat).equals(KerasConfig.CHANNELS_FIRST);
  }

  /**
   * Makes an array a picture; its smallest number becomes black and its largest one white.
   *
   * @param array {@code [height, width, channels]} with 1, 3 or 4 channels, in Keras' {@code
   *     image_data_format}
   * @return the picture
   */
  public static BufferedImage fromArray(INDArray array) {
    return fromArray(array, true, KerasConfig.imageDataFormat());
  }

  /**
   * Makes an array a picture.
   *
   * @param array an image with 1, 3 or 4 channels
   * @param scale whether the smallest number becomes black and the largest one white; otherwise
   *     numbers are levels from 0 to 255, and for a single channel to 65,535
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return the picture
   * @throws IllegalArgumentException if the array is no image
   */
  public static BufferedImage fromArray(INDArray array, boolean scale, String dataFormat) {
    if (array == null || array.rank() != 3) {
      throw Fault.of("Images")
          .expected("an array must be [height, width, channels]")
          .received("rank %s", array == null ? "of null" : array.rank())
          .remedy("Pass a single image.")
          .argument();
    }
    INDArray last = isFirst(dataFormat) ? array.permute(1, 2, 0) : array;
    int channels = (int) last.size(2);
    if (channels != 1 && channels != 3 && channels != 4) {
      throw Fault.of("Images")
          .expected("an array must have 1, 3 or 4 channels")
          .received(channels)
          .remedy("Check where its channels are.")
          .argument();
    }
    float[] values = last.castTo(DataType.FLOAT).dup('c').data().asFloat();
    Pixels pixels = new Pixels(values, (int) last.size(0), (int) last.size(1), channels);
    return pixels.toBitmap(scale).toImage();
  }

  /**
   * Writes a picture; JPEG loses opacity.
   *
   * @param file its ending says the format: {@code .png}, {@code .jpg}, {@code .bmp} or {@code
   *     .gif}
   * @param image the picture
   * @throws UncheckedIOException if the file cannot be written
   * @throws IllegalArgumentException if the format is unknown
   */
  public static void save(Path file, BufferedImage image) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    AtomicFiles.writeBytes(file, encode(image, ending, file));
  }

  private static byte[] encode(BufferedImage image, String format, Path file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      boolean written = ImageIO.write(format.equals("png") ? image : plain(image), format, out);
      if (!written) {
        throw Fault.of("Images")
            .expected("the ending must be .png, .jpg, .bmp or .gif")
            .received("\"%s\"", file)
            .remedy("Rename the file.")
            .argument();
      }
    } catch (IOException e) {
      throw Fault.of("Images")
          .expected("the picture must be encoded")
          .received("%s for \"%s\"", e, file)
          .remedy("Choose .png.")
          .as(UncheckedIOException::new, e);
    }
    return out.toByteArray();
  }

  /** What every writer takes: red, green and blue, or brightness. */
  private static BufferedImage plain(BufferedImage image) {
    Bitmap map = Bitmap.of(image).eight();
    Bitmap wanted = map.bands() <= 2 ? map.with(1) : map.with(3);
    BufferedImage plain =
        new BufferedImage(
            map.width(),
            map.height(),
            wanted.bands() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int[] samples = new int[wanted.bytes().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = wanted.sample(i);
    }
    plain.getRaster().setPixels(0, 0, map.width(), map.height(), samples);
    return plain;
  }

  /**
   * Writes an array as a picture; its smallest number becomes black and its largest one white.
   *
   * @param file its ending says the format
   * @param array {@code [height, width, channels]}, in Keras' {@code image_data_format}
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void save(Path file, INDArray array) {
    save(file, fromArray(array));
  }

  /**
   * Writes an array as a picture.
   *
   * @param file its ending says the format
   * @param array an image with 1, 3 or 4 channels
   * @param scale whether the smallest number becomes black and the largest one white
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void save(Path file, INDArray array, boolean scale, String dataFormat) {
    save(file, fromArray(array, scale, dataFormat));
  }
}
