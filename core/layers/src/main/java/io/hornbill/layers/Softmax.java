package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The softmax along one axis or over several at once; masked elements get probability 0, even where
 * all are masked.
 *
 * <p>Input and output of any shape of at least 2 axes.
 */
public final class Softmax extends MaskedLayer<Softmax> {
  private static final Setting<List<Integer>> AXIS = axes("axis", -1);

  /** Makes a layer along the last axis. */
  public Softmax() {
    this(-1);
  }

  /**
   * Makes a layer.
   *
   * @param axis the axis, or the axes that share one sum
   */
  public Softmax(int... axis) {
    declare(AXIS);
    set(AXIS, list(axis));
    expectMinRank(1, "[batch, …]");
  }

  /**
   * Sets the axes by Keras' name.
   *
   * @param axis the axis, or the axes that share one sum
   */
  public Softmax axis(int... axis) {
    return with(AXIS, list(axis));
  }

  @Override
  @Nullable ActivationFunction function() {
    List<Integer> axis = get(AXIS);
    return axis.size() == 1 ? new io.hornbill.activations.Softmax().axis(axis.get(0)) : null;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor mask = context.mask();
    if (mask == null || !spreads(mask.shape(), x.shape())) {
      return softmax(x);
    }
    return softmax(x.plus(mask.times(-1).plus(1).times(-3e38))).times(mask);
  }

  /** Masks have the input's axes, each of its length or of length 1. */
  private static boolean spreads(Shape mask, Shape x) {
    return mask.rank() == x.rank()
        && IntStream.range(0, x.rank()).allMatch(i -> mask.dim(i) == 1 || mask.dim(i) == x.dim(i));
  }

  private Tensor softmax(Tensor logits) {
    int[] axis = ints(AXIS);
    if (axis.length == 1) {
      return Ops.softmax(logits, axis[0]);
    }
    Tensor top = Ops.stopGradient(Ops.max(logits, axis, true));
    Tensor e = Ops.exp(logits.minus(top));
    return e.dividedBy(Ops.sum(e, axis, true));
  }

  @Override
  protected int maskPlace() {
    return 1;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
