package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.files.internal.KerasConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a folder of images becomes batches. */
public final class ImageOptions extends FolderOptions<ImageOptions> {
  private int height = 256;
  private int width = 256;
  private String colorMode = "rgb";
  private String interpolation = "bilinear";
  private boolean crop;
  private boolean pad;
  private String dataFormat = KerasConfig.imageDataFormat();
  private final ImageLoadOptions decoding = new ImageLoadOptions();
  private final SavedPictures saving = new SavedPictures();

  private boolean numbers;

  ImageOptions() {
    super("ImageFolder", "images");
  }

  @Override
  String owner() {
    return byGenerator() ? "ImageDataGenerator" : super.owner();
  }

  @Override
  ImageOptions self() {
    return this;
  }

  /**
   * Sets the size that all images are brought to.
   *
   * @param height in pixels; 256 by default
   * @param width in pixels; 256 by default
   * @return these options
   */
  public ImageOptions imageSize(int height, int width) {
    this.height = Checks.positive(owner(), "imageSize", height);
    this.width = Checks.positive(owner(), "imageSize", width);
    return this;
  }

  /**
   * Sets the channels.
   *
   * @param colorMode {@code "rgb"}, the default, {@code "rgba"} or {@code "grayscale"}
   * @return these options
   */
  public ImageOptions colorMode(String colorMode) {
    this.colorMode = ColorModes.require(owner(), colorMode);
    return this;
  }

  /**
   * Sets how images are brought to their size, as {@code tf.image.resize} does without smoothing.
   *
   * @param interpolation {@code "bilinear"}, the default, {@code "nearest"}, {@code "bicubic"},
   *     {@code "area"}, {@code "lanczos3"}, {@code "lanczos5"}, {@code "gaussian"} or {@code
   *     "mitchellcubic"}
   * @return these options
   */
  public ImageOptions interpolation(String interpolation) {
    this.interpolation =
        oneOf(
            "interpolation", interpolation, byGenerator() ? Resampling.NAMES : TensorResize.NAMES);
    return this;
  }

  /**
   * Sets whether the largest part in the middle that has the shape of the size is cut out, rather
   * than images distorted.
   *
   * @param crop false by default
   * @return these options
   */
  public ImageOptions cropToAspectRatio(boolean crop) {
    this.crop = crop;
    return this;
  }

  /**
   * Sets whether images are made to fit into the size with black bars, rather than distorted.
   *
   * @param pad false by default
   * @return these options
   */
  public ImageOptions padToAspectRatio(boolean pad) {
    this.pad = pad;
    return this;
  }

  /**
   * Sets where the channels are.
   *
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}; by default what {@code
   *     keras.json} says
   * @return these options
   */
  public ImageOptions dataFormat(String dataFormat) {
    this.dataFormat = KerasConfig.dataFormat(owner(), dataFormat);
    return this;
  }

  /**
   * Sets whether photographs are turned upright as their Exif data says. Keras does not.
   *
   * @param exifOrientation false by default
   * @return these options
   */
  public ImageOptions exifOrientation(boolean exifOrientation) {
    decoding.exifOrientation(exifOrientation);
    return this;
  }

  /**
   * Sets how many pixels a file may announce; larger ones are refused before they are decoded.
   *
   * @param maxPixels at least 1; 178,956,970 by default, as in Pillow
   * @return these options
   */
  public ImageOptions maxPixels(long maxPixels) {
    decoding.maxPixels(maxPixels);
    return this;
  }

  /**
   * Sets where the pictures of each batch are saved, to look at them; for flows of {@link
   * ImageDataGenerator} alone.
   *
   * @param folder the folder, which must exist
   * @return these options
   */
  public ImageOptions saveToDir(Path folder) {
    saving.folder(folder);
    return this;
  }

  /**
   * Sets how the names of saved pictures begin.
   *
   * @param prefix empty by default
   * @return these options
   */
  public ImageOptions savePrefix(String prefix) {
    saving.prefix(prefix);
    return this;
  }

  /**
   * Sets the format of saved pictures.
   *
   * @param format {@code "png"} by default, or another ending that {@link Images#save} knows
   * @return these options
   */
  public ImageOptions saveFormat(String format) {
    saving.format(format);
    return this;
  }

  SavedPictures saving() {
    return saving;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return ColorModes.channels(colorMode);
  }

  boolean channelsFirst() {
    return dataFormat.equals(KerasConfig.CHANNELS_FIRST);
  }

  /** Allows targets that are numbers in a table. */
  void allowNumbers() {
    numbers = true;
  }

  @Override
  List<String> modes() {
    List<String> modes = new ArrayList<>(super.modes());
    if (byGenerator()) {
      modes.addAll(List.of("sparse", "input"));
    }
    if (numbers) {
      modes.add("raw");
    }
    return modes;
  }

  /** Checks what belongs together. */
  void check() {
    if (crop && pad) {
      throw Fault.of("ImageFolder")
          .expected("only one of cropToAspectRatio and padToAspectRatio can be true")
          .received("both")
          .remedy("Choose one.")
          .argument();
    }
    if (!byGenerator() && saving.folder() != null) {
      throw Fault.of("ImageFolder")
          .expected("saveToDir belongs to the flows of ImageDataGenerator")
          .received("\"%s\"", saving.folder())
          .remedy("Leave it out.")
          .argument();
    }
    if (byGenerator() && pad) {
      throw Fault.of("ImageDataGenerator")
          .expected("padToAspectRatio belongs to ImageFolder")
          .received("true")
          .remedy("Use cropToAspectRatio, Keras' keep_aspect_ratio.")
          .argument();
    }
  }

  /** Decodes a file and brings it to its size, in the order of the batch. */
  float[] read(byte[] content, String place) {
    JavaHeap.length(2 * Float.BYTES, owner(), height, width, channels());
    decoding.colorMode(colorMode);
    Pixels sized = byGenerator() ? loaded(content, place) : resized(content, place);
    return channelsFirst() ? sized.channelsFirst() : sized.values();
  }

  /** Resizes as Pillow does, by which Keras' generators read pictures. */
  private Pixels loaded(byte[] content, String place) {
    decoding.size(height, width).interpolation(interpolation).keepAspectRatio(crop);
    return Pixels.of(Images.bitmap("ImageDataGenerator", content, place, decoding));
  }

  private Pixels resized(byte[] content, String place) {
    Bitmap map = Images.bitmap("ImageFolder", content, place, decoding).eight();
    Pixels image = Pixels.of(map);
    return crop
        ? TensorResize.cropped(image, height, width, interpolation)
        : pad
            ? TensorResize.padded(image, height, width, interpolation)
            : TensorResize.resize(image, height, width, interpolation);
  }
}
