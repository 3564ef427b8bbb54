package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;

/**
 * How {@link Images#load(java.nio.file.Path, java.util.function.Consumer)} reads a picture.
 *
 * <pre>{@code
 * Images.load(path, o -> o.size(224, 224).interpolation("bicubic").keepAspectRatio(true));
 * }</pre>
 */
public final class ImageLoadOptions {
  private static final String OWNER = "Images";
  private static final long MOST_PIXELS = 178_956_970; // where Pillow stops

  private int height = -1;
  private int width = -1;
  private String colorMode = "rgb";
  private Resampling interpolation = Resampling.NEAREST;
  private boolean keepAspectRatio;
  private boolean exifOrientation;
  private long maxPixels = MOST_PIXELS;

  ImageLoadOptions() {}

  /**
   * Sets the size that the picture is brought to.
   *
   * @param height in pixels; by default its own
   * @param width in pixels; by default its own
   * @return these options
   */
  public ImageLoadOptions size(int height, int width) {
    this.height = Checks.positive(OWNER, "size", height);
    this.width = Checks.positive(OWNER, "size", width);
    return this;
  }

  /**
   * Sets the channels.
   *
   * @param colorMode {@code "rgb"}, the default, {@code "rgba"}, or {@code "grayscale"}, which
   *     keeps the 16 bits of files that have them; colors take the upper 8 of these, where Pillow
   *     makes all that is above 255 white
   * @return these options
   */
  public ImageLoadOptions colorMode(String colorMode) {
    this.colorMode = ColorModes.require(OWNER, colorMode);
    return this;
  }

  /**
   * Sets how the picture is resized, with Pillow's arithmetic.
   *
   * @param interpolation {@code "nearest"}, the default, {@code "bilinear"}, {@code "bicubic"},
   *     {@code "hamming"}, {@code "box"} or {@code "lanczos"}
   * @return these options
   */
  public ImageLoadOptions interpolation(String interpolation) {
    this.interpolation = requireFilter(OWNER, interpolation);
    return this;
  }

  static Resampling requireFilter(String owner, String name) {
    Resampling filter = Resizer.named(name);
    if (filter == null) {
      throw Fault.of(owner)
          .expected("interpolation must be one of %s", Resampling.NAMES)
          .received("\"%s\"", name)
          .remedy("Choose one.")
          .argument();
    }
    return filter;
  }

  /**
   * Sets whether the largest part in the middle that has the shape of the size is cut out, rather
   * than the picture distorted.
   *
   * @param keepAspectRatio false by default
   * @return these options
   */
  public ImageLoadOptions keepAspectRatio(boolean keepAspectRatio) {
    this.keepAspectRatio = keepAspectRatio;
    return this;
  }

  /**
   * Sets whether photographs are turned upright as their Exif data says. Keras does not.
   *
   * @param exifOrientation false by default
   * @return these options
   */
  public ImageLoadOptions exifOrientation(boolean exifOrientation) {
    this.exifOrientation = exifOrientation;
    return this;
  }

  /**
   * Sets how many pixels a file may announce; larger ones are refused before they are decoded.
   *
   * @param maxPixels at least 1; 178,956,970 by default, as in Pillow
   * @return these options
   */
  public ImageLoadOptions maxPixels(long maxPixels) {
    if (maxPixels <= 0) {
      throw Fault.of("Images")
          .expected("maxPixels must be at least 1")
          .received(maxPixels)
          .remedy("Give a positive number.")
          .argument();
    }
    this.maxPixels = maxPixels;
    return this;
  }

  long maxPixels() {
    return maxPixels;
  }

  /** Whether the Exif data decides which side is up. */
  boolean exifOrientation() {
    return exifOrientation;
  }

  /** Brings a picture to the color mode and the size. */
  Bitmap apply(Bitmap decoded) {
    Bitmap map = decoded.with(ColorModes.channels(colorMode));
    if (height < 0 || (map.width() == width && map.height() == height)) {
      return map;
    }
    return Resizer.resize(
        map, width, height, interpolation, Resizer.box(map, width, height, keepAspectRatio));
  }
}
