package io.hornbill.constraints;

import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** The Euclidean norms of the parts of a weight. */
final class Norms {
  /** Keeps the division by a norm of 0 from failing, as {@code keras.backend.epsilon()}. */
  static final double EPSILON = 1e-7;

  private Norms() {}

  /** Returns the norms along some axes, which stay with length 1. */
  static Tensor of(Tensor weight, List<Integer> axes) {
    int[] along = axes.stream().mapToInt(Integer::intValue).toArray();
    return sqrt(sum(square(weight), along, true));
  }

  /** Returns the weight with other norms. */
  static Tensor scaled(Tensor weight, Tensor desired, Tensor norms) {
    return weight.times(desired.dividedBy(norms.plus(EPSILON)));
  }

  static List<Integer> axes(int... axes) {
    return IntStream.of(axes).boxed().toList();
  }

  static List<Integer> axes(Config config) {
    return axes(config.integers("axis", 0));
  }

  /** Returns one axis as a number and several as a list, as Keras writes them. */
  static Object asSetting(List<Integer> axes) {
    return axes.size() == 1 ? axes.get(0) : axes;
  }
}
