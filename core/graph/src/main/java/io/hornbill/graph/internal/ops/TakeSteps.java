package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps of each sequence by their numbers. Inputs: sequences {@code [batch, time, ...]} and whole
 * numbers {@code [batch, steps]} in {@code [0, time)}; output {@code [batch, steps, ...]}.
 */
public record TakeSteps() implements Composite {
  /** So many steps of all sequences together can be numbered in floats. */
  public static final long MOST_STEPS = 1L << 24;

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    return List.of(new Spec(x.dataType(), x.shape().with(1, inputs.get(1).dim(1))));
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    return List.of(
        Ops.take(Ops.reshape(x, flat(x.shape()).dims()), rows(inputs.get(0), inputs.get(1))));
  }

  /** All steps of all sequences, one after the other. */
  private static Shape flat(Shape x) {
    return Shape.of(x.dim(0) * x.dim(1)).append(x.slice(2, x.rank()).dims());
  }

  /** The numbers of the steps among those of all sequences. */
  private static Tensor rows(Tensor x, Tensor steps) {
    Tensor firsts = Ops.arange(x.dim(0), steps.dataType()).times((double) x.dim(1));
    return steps.plus(Ops.reshape(firsts, x.dim(0), 1));
  }

  /** None by the numbers of the steps. */
  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return gradients.get(0) == null
        ? Op.gradientList(null, null)
        : Op.gradientList(Composite.super.gradients(node, gradients).get(0), null);
  }
}
