package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import io.hornbill.operations.Operation;
import java.util.List;

/** Resizes pictures, in inference as in training. */
public final class Resizing extends SizedLayer<Resizing> {
  private static final Setting<String> INTERPOLATION =
      Setting.choice(
          "interpolation", "bilinear", "bilinear", "nearest", "bicubic", "lanczos3", "lanczos5");
  private static final Setting<Boolean> CROP = Setting.flag("crop_to_aspect_ratio", false);
  private static final Setting<Boolean> PAD = Setting.flag("pad_to_aspect_ratio", false);
  private static final Setting<String> FILL_MODE =
      Setting.choice("fill_mode", "constant", "constant");
  private static final Setting<Double> FILL_VALUE = Setting.number("fill_value", 0).finite();
  private static final Setting<Boolean> ANTIALIAS = Setting.flag("antialias", false);

  /**
   * Makes a layer.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   */
  public Resizing(int height, int width) {
    super(height, width);
    declare(INTERPOLATION, CROP, PAD, FILL_MODE, FILL_VALUE, ANTIALIAS);
  }

  /**
   * Sets how values between pixels are found.
   *
   * @param interpolation {@code "bilinear"}, {@code "nearest"}, {@code "bicubic"}, {@code
   *     "lanczos3"} or {@code "lanczos5"}
   */
  public Resizing interpolation(String interpolation) {
    return with(INTERPOLATION, interpolation);
  }

  /**
   * Sets whether pictures are cut so that nothing is distorted.
   *
   * @param cropToAspectRatio false by default
   */
  public Resizing cropToAspectRatio(boolean cropToAspectRatio) {
    return with(CROP, cropToAspectRatio);
  }

  /**
   * Sets whether pictures get margins so that nothing is distorted.
   *
   * @param padToAspectRatio false by default
   */
  public Resizing padToAspectRatio(boolean padToAspectRatio) {
    return with(PAD, padToAspectRatio);
  }

  /**
   * Sets what margins are filled with.
   *
   * @param fillMode {@code "constant"}
   */
  public Resizing fillMode(String fillMode) {
    return with(FILL_MODE, fillMode);
  }

  /**
   * Sets the value of margins.
   *
   * @param fillValue the value of a pixel
   */
  public Resizing fillValue(double fillValue) {
    return with(FILL_VALUE, fillValue);
  }

  /**
   * Sets whether all pixels count when pictures become smaller.
   *
   * @param antialias false by default
   */
  public Resizing antialias(boolean antialias) {
    return with(ANTIALIAS, antialias);
  }

  @Override
  protected void checkTogether() {
    if (get(CROP) && get(PAD)) {
      throw Fault.of(owner())
          .expected("pictures can be cut or padded, not both")
          .received("cropToAspectRatio and padToAspectRatio")
          .remedy("Choose one.")
          .argument();
    }
  }

  @Override
  Alteration fit(int tall, int wide, boolean training, RandomStream random) {
    checkTogether();
    Fitting.Way way =
        get(CROP) ? Fitting.Way.CUT : get(PAD) ? Fitting.Way.PAD : Fitting.Way.STRETCH;
    Resampler resampler = Resampler.of(get(INTERPOLATION), get(ANTIALIAS));
    return new Fitting(way, height(), width(), resampler, get(FILL_VALUE).floatValue());
  }

  @Override
  Tensor byOperations(Tensor x) {
    checkTogether();
    return Operation.of("Resize")
        .with("size", List.of(height(), width()))
        .with("interpolation", get(INTERPOLATION))
        .with("antialias", get(ANTIALIAS))
        .with("data_format", isChannelsFirst() ? "channels_first" : "channels_last")
        .with("crop_to_aspect_ratio", get(CROP))
        .with("pad_to_aspect_ratio", get(PAD))
        .with("fill_value", get(FILL_VALUE))
        .apply(x);
  }
}
