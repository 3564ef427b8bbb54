package io.hornbill.constraints;

import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** A constraint on the Euclidean norms of the parts of a weight. */
public abstract class AxisNorm<C extends AxisNorm<C>> extends ConfiguredValue<C>
    implements Constraint {
  /** Keras writes one axis as a number and several as a list. */
  static final Setting<List<Integer>> AXIS =
      Setting.of(
          "axis",
          List.of(0),
          (config, key) -> list(config.integers(key)),
          axes -> axes.size() == 1 ? axes.get(0) : axes);

  /** Keeps the division by a norm of 0 from failing, as {@code keras.backend.epsilon()}. */
  static final double EPSILON = 1e-7;

  AxisNorm(String className, Setting<?>... declared) {
    super(className, declared);
    declare(AXIS);
  }

  /**
   * Sets the axes.
   *
   * @param axes the axes that the norm is taken along: 0, the default, for the kernels of dense
   *     layers, {@code 0, 1, 2} for those of 2-D convolutions
   * @return a constraint with these axes
   */
  public C axis(int... axes) {
    return with(AXIS, orFirst(axes));
  }

  /** The norms of a weight along the axes, which stay with length 1. */
  Tensor norms(Tensor weight) {
    int[] along = get(AXIS).stream().mapToInt(Integer::intValue).toArray();
    return sqrt(sum(square(weight), along, true));
  }

  /** The weight with other norms. */
  static Tensor scaled(Tensor weight, Tensor desired, Tensor norms) {
    return weight.times(desired.dividedBy(norms.plus(EPSILON)));
  }

  /** The given axes; 0 if none are given. */
  static List<Integer> orFirst(int... axes) {
    return axes.length == 0 ? List.of(0) : list(axes);
  }

  private static List<Integer> list(int... axes) {
    return IntStream.of(axes).boxed().toList();
  }
}
