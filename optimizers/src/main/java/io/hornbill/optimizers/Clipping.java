package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.clip;
import static io.hornbill.graph.Ops.constant;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.minimum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The ways to bound gradients: by one of the norms, by value, or first by a norm and then by value,
 * as Keras 1 does if both are set.
 */
@SuppressWarnings("ImmutableEnumChecker") // a setting never changes
enum Clipping {
  /** The norm of each gradient. */
  NORM("clipnorm", "clipNorm"),
  /** The norm of all gradients together. */
  GLOBAL_NORM("global_clipnorm", "globalClipNorm"),
  /** Every element. */
  VALUE("clipvalue", "clipValue");

  /** The greatest norm or size; null unless this way was chosen. */
  final Setting<@Nullable Double> bound;

  Clipping(String key, String name) {
    bound = Declarations.bound(key, name);
  }

  /** Returns the settings of all ways. */
  static Setting<?>[] declared() {
    return Arrays.stream(values()).map(way -> way.bound).toArray(Setting<?>[]::new);
  }

  /** Requires that not both norms are bounded. */
  void requireOnly(Optimizer optimizer) {
    if (this != VALUE && optimizer.get((this == NORM ? GLOBAL_NORM : NORM).bound) != null) {
      throw Fault.of(optimizer.owner())
          .expected("only one of clipNorm and globalClipNorm can be set")
          .received("%s after the other one", bound.name())
          .remedy("Leave one of them out.")
          .argument();
    }
  }

  /** Bounds gradients in the ways that were chosen, if any were. */
  static List<Tensor> clipped(List<Tensor> gradients, Optimizer optimizer) {
    List<Tensor> bounded = gradients;
    for (Clipping way : values()) {
      @Nullable Double bound = optimizer.get(way.bound);
      if (bound != null) {
        bounded = way.apply(bounded, bound);
      }
    }
    return bounded;
  }

  private List<Tensor> apply(List<Tensor> gradients, double bound) {
    return switch (this) {
      case NORM -> gradients.stream().map(g -> byNorm(g, bound)).toList();
      case GLOBAL_NORM -> together(gradients, bound);
      case VALUE -> gradients.stream().map(g -> clip(g, -bound, bound)).toList();
    };
  }

  private static Tensor byNorm(Tensor gradient, double bound) {
    Tensor norm = sqrt(sum(square(gradient)));
    return gradient.times(constant(bound, norm.dataType()).dividedBy(maximum(norm, bound)));
  }

  private static List<Tensor> together(List<Tensor> gradients, double bound) {
    Tensor squares =
        gradients.stream()
            .map(g -> Ops.cast(sum(square(g)), DataType.DOUBLE))
            .reduce(Tensor::plus)
            .orElseThrow();
    Tensor norm = sqrt(squares);
    Tensor factor = minimum(Step.number(1).dividedBy(norm), 1 / bound).times(bound);
    // Infinity minus infinity: an infinite norm makes the weights NaN, as in Keras, and not 0.
    Tensor orNan = factor.plus(norm.minus(norm));
    return gradients.stream().map(g -> g.times(Ops.cast(orNan, g.dataType()))).toList();
  }
}
