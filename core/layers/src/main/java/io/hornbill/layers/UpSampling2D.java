package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

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
  private static final Setting<List<Integer>> SIZE =
      Windows.perAxis(Setting.integers("size"), 2, 2);
  private static final Setting<String> INTERPOLATION =
      Setting.choice(
          "interpolation", "nearest", "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");

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
    declare(SIZE, INTERPOLATION);
    set(SIZE, Windows.list(size));
    declareDataFormat();
    expectRank(4, "[batch, height, width, channels]");
  }

  /**
   * Sets the factors by Keras' name.
   *
   * @param size the factors of height and width; one number stands for both
   */
  public UpSampling2D size(int... size) {
    return with(SIZE, Windows.list(size));
  }

  /**
   * Sets how new elements follow from their neighbours.
   *
   * @param interpolation {@code "nearest"}, {@code "bilinear"}, {@code "bicubic"}, {@code
   *     "lanczos3"} or {@code "lanczos5"}
   */
  public UpSampling2D interpolation(String interpolation) {
    return with(INTERPOLATION, interpolation);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int first = channelsFirst() ? 2 : 1;
    int[] size = ints(SIZE);
    String interpolation = get(INTERPOLATION);
    Tensor y = x;
    for (int i = 0; i < 2; i++) {
      y =
          interpolation.equals("nearest") || x.dim(first + i) < 0
              ? Ops.repeat(y, size[i], first + i)
              : Interpolation.enlarge(y, first + i, size[i], interpolation);
    }
    return y;
  }
}
