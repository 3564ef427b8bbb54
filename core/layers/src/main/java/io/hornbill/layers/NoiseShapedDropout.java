package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the dropouts have in common that can be told which elements are dropped together.
 *
 * @param <T> the layer's own type
 */
abstract class NoiseShapedDropout<T extends NoiseShapedDropout<T>> extends DropoutLayer<T> {
  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable List<Integer>> NOISE_SHAPE =
      Setting.<@Nullable List<Integer>>of(
          "noise_shape",
          null,
          (config, key) -> list(config.integers(key)),
          NoiseShapedDropout::written);

  NoiseShapedDropout(double rate) {
    super(rate);
    declare(NOISE_SHAPE);
  }

  /**
   * Sets the shape of what is dropped together.
   *
   * @param noiseShape one length per axis, the batch included: 1 to drop along the whole axis, -1
   *     for the input's length
   */
  public final T noiseShape(int... noiseShape) {
    return with(NOISE_SHAPE, list(noiseShape));
  }

  /** Keras writes null for the input's length. */
  private static @Nullable List<@Nullable Integer> written(@Nullable List<Integer> lengths) {
    if (lengths == null) {
      return null;
    }
    List<@Nullable Integer> written = new ArrayList<>();
    lengths.forEach(length -> written.add(length < 0 ? null : length));
    return written;
  }

  @Override
  protected void build(Shape input) {
    List<Integer> lengths = get(NOISE_SHAPE);
    if (lengths != null && lengths.size() != input.rank()) {
      throw Fault.of(owner())
          .expected("noiseShape must have one length per axis of the input")
          .received("%s for an input %s", lengths, input)
          .remedy("Put 1 where whole axes are dropped.")
          .argument();
    }
  }

  /** The shape of the noise for an input. */
  final Shape noise(Tensor x) {
    List<Integer> lengths = get(NOISE_SHAPE);
    return lengths == null
        ? x.shape()
        : Shape.of(
            IntStream.range(0, lengths.size())
                .mapToLong(i -> lengths.get(i) < 0 ? x.dim(i) : lengths.get(i))
                .toArray());
  }
}
