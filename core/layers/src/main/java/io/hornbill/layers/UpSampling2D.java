package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * Enlarges images by whole factors.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, height * rows, width *
 * columns, channels]}.
 *
 * <pre>{@code
 * new UpSampling2D(2, 2).interpolation("bilinear")
 * }</pre>
 */
public final class UpSampling2D extends KerasLayer<UpSampling2D>
    implements DataFormatSetter<UpSampling2D> {
  private static final List<String> WAYS =
      List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");

  private final int[] size;
  private String interpolation = "nearest";

  /** Makes a layer that doubles height and width. */
  public UpSampling2D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param size the factors of height and width; one number stands for both
   */
  public UpSampling2D(int... size) {
    this.size = Windows.perAxis("UpSampling2D", "size", 2, size);
    declareDataFormat();
    expectRank(4, "[batch, height, width, channels]");
  }

  static UpSampling2D from(Config config) {
    return new UpSampling2D(config.integers("size", 2))
        .configure(config)
        .interpolation(config.text("interpolation", "nearest"));
  }

  /**
   * Sets how new elements follow from their neighbours.
   *
   * @param interpolation {@code "nearest"}, {@code "bilinear"}, {@code "bicubic"}, {@code
   *     "lanczos3"} or {@code "lanczos5"}
   * @return this layer
   * @throws IllegalArgumentException if it is none of them
   */
  public UpSampling2D interpolation(String interpolation) {
    requireNotBuilt("interpolation");
    String way = interpolation.toLowerCase(Locale.ROOT);
    Checks.argument(
        WAYS.contains(way),
        "UpSampling2D: interpolation must be one of %s. Received: \"%s\". Choose one.",
        WAYS,
        interpolation);
    this.interpolation = way;
    return this;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int first = channelsFirst() ? 2 : 1;
    Tensor y = x;
    for (int i = 0; i < 2; i++) {
      y =
          interpolation.equals("nearest") || x.dim(first + i) < 0
              ? Ops.repeat(y, size[i], first + i)
              : Interpolation.enlarge(y, first + i, size[i], interpolation);
    }
    return y;
  }

  @Override
  public Config config() {
    return super.config().with("size", Config.listOf(size)).with("interpolation", interpolation);
  }
}
