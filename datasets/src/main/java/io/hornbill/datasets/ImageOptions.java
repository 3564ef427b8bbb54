package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a folder of images becomes batches. */
public final class ImageOptions extends SourceOptions<ImageOptions> {
  private int height = 256;
  private int width = 256;
  private boolean shuffle = true;
  private String labelMode = "int";
  private String colorMode = "rgb";
  private String interpolation = "bilinear";
  private List<String> classNames = List.of();
  private double validationSplit;
  private @Nullable String subset;

  ImageOptions() {
    super("ImageFolder");
  }

  @Override
  ImageOptions self() {
    return this;
  }

  private static String oneOf(String option, String value, String... known) {
    Checks.argument(
        List.of(known).contains(value),
        "ImageFolder: %s must be one of %s. Received: \"%s\". Choose one.",
        option,
        List.of(known),
        value);
    return value;
  }

  /**
   * Sets the size that all images are brought to.
   *
   * @param height in pixels; 256 by default
   * @param width in pixels; 256 by default
   * @return these options
   */
  public ImageOptions imageSize(int height, int width) {
    this.height = Checks.positive("ImageFolder", "imageSize", height);
    this.width = Checks.positive("ImageFolder", "imageSize", width);
    return this;
  }

  /**
   * Sets whether the images come in another order in each pass.
   *
   * @param shuffle true by default; false for the order of their names
   * @return these options
   */
  public ImageOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets what the targets are.
   *
   * @param labelMode {@code "int"}, the default: class numbers {@code [batch]}; {@code
   *     "categorical"}: {@code [batch, classes]}; {@code "binary"}: 0 or 1, {@code [batch, 1]};
   *     {@code "none"}: no targets
   * @return these options
   */
  public ImageOptions labelMode(String labelMode) {
    this.labelMode = oneOf("labelMode", labelMode, "int", "categorical", "binary", "none");
    return this;
  }

  /**
   * Sets the channels.
   *
   * @param colorMode {@code "rgb"}, the default, {@code "rgba"} or {@code "grayscale"}
   * @return these options
   */
  public ImageOptions colorMode(String colorMode) {
    this.colorMode = oneOf("colorMode", colorMode, "rgb", "rgba", "grayscale");
    return this;
  }

  /**
   * Sets how images are brought to their size.
   *
   * @param interpolation {@code "bilinear"}, the default, or {@code "nearest"}
   * @return these options
   */
  public ImageOptions interpolation(String interpolation) {
    this.interpolation = oneOf("interpolation", interpolation, "bilinear", "nearest");
    return this;
  }

  /**
   * Chooses classes and their order.
   *
   * @param names names of subfolders; all of them by default, in alphabetical order
   * @return these options
   */
  public ImageOptions classNames(String... names) {
    classNames = List.of(names);
    return this;
  }

  /**
   * Sets the share of images to validate with, the last ones after shuffling by the seed. Say with
   * {@link #subset} which part is meant, and give both parts the same seed.
   *
   * @param validationSplit from 0 to less than 1; 0 by default
   * @return these options
   */
  public ImageOptions validationSplit(double validationSplit) {
    this.validationSplit = Checks.inRange("ImageFolder", "validationSplit", validationSplit, 0, 1);
    return this;
  }

  /**
   * Chooses the part.
   *
   * @param subset {@code "training"} or {@code "validation"}
   * @return these options
   */
  public ImageOptions subset(String subset) {
    this.subset = oneOf("subset", subset, "training", "validation");
    return this;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  boolean shuffle() {
    return shuffle;
  }

  String labelMode() {
    return labelMode;
  }

  int channels() {
    return switch (colorMode) {
      case "grayscale" -> 1;
      case "rgb" -> 3;
      default -> 4;
    };
  }

  boolean bilinear() {
    return interpolation.equals("bilinear");
  }

  List<String> classNames() {
    return classNames;
  }

  double validationSplit() {
    return validationSplit;
  }

  /** Whether only the part to validate with is meant; checks what belongs together. */
  boolean isValidation() {
    Checks.argument(
        validationSplit > 0 == (subset != null),
        "ImageFolder: validationSplit and subset belong together. Received: %s and %s. Set both, or none.",
        validationSplit,
        subset);
    Checks.argument(
        validationSplit == 0 || !shuffle || seedOrNull() != null,
        "ImageFolder: a split of shuffled images needs a seed, the same for both parts. Received: none. Set seed, or shuffle(false).");
    return "validation".equals(subset);
  }
}
