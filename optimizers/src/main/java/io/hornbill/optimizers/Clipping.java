package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.clip;
import static io.hornbill.graph.Ops.constant;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.minimum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Bounds gradients.
 *
 * @param kind how
 * @param bound the greatest value or norm
 */
record Clipping(Kind kind, double bound) {
  /** The ways to bound gradients, by Keras' names. */
  enum Kind {
    /** Every element. */
    CLIPVALUE,
    /** The norm of each gradient. */
    CLIPNORM,
    /** The norm of all gradients together. */
    GLOBAL_CLIPNORM
  }

  List<Tensor> apply(List<Tensor> gradients) {
    return switch (kind) {
      case CLIPVALUE -> gradients.stream().map(g -> clip(g, -bound, bound)).toList();
      case CLIPNORM -> gradients.stream().map(this::byNorm).toList();
      case GLOBAL_CLIPNORM -> together(gradients);
    };
  }

  private Tensor byNorm(Tensor gradient) {
    Tensor norm = sqrt(sum(square(gradient)));
    return gradient.times(constant(bound, norm.dataType()).dividedBy(maximum(norm, bound)));
  }

  private List<Tensor> together(List<Tensor> gradients) {
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
