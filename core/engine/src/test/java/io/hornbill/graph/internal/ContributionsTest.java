package io.hornbill.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Spread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients of tensors that are taken apart. */
class ContributionsTest {
  private static final INDArray X = Evaluate.uniform(3, -1, 1, 2, 6, 3);

  private static Tensor weighted(List<Tensor> parts) {
    Tensor sum = Ops.constant(0, parts.get(0).dataType());
    for (int i = 0; i < parts.size(); i++) {
      sum = sum.plus(Ops.sum(Ops.square(parts.get(i)).times(i + 1)));
    }
    return sum;
  }

  private static boolean uses(Tensor tensor, Class<? extends Op> op) {
    return op.isInstance(tensor.op())
        || tensor.node().inputs().stream().anyMatch(input -> uses(input, op));
  }

  @Test
  void slicesSideBySideAreJoined() {
    Evaluate.assertGradients(xs -> weighted(Ops.unstack(xs.get(0), 1)), X);
    Evaluate.assertGradients(xs -> weighted(Ops.split(xs.get(0), 3, 2)), X);
    Tensor x = Ops.placeholder("x", new Spec(X.dataType(), Shape.of(2, 6, 3)));
    Tensor gradient = Gradients.of(weighted(Ops.unstack(x, 1)), List.of(x)).get(0);
    assertThat(uses(gradient, Concat.class)).isTrue();
    assertThat(uses(gradient, Spread.class)).isFalse();
  }

  @Test
  void gapsAndOtherUsesCount() {
    Evaluate.assertGradients(
        xs -> {
          Tensor x = xs.get(0);
          List<Tensor> parts = new ArrayList<>();
          parts.add(Ops.slice(x, 1, 4, 5));
          parts.add(Ops.slice(x, 1, 1, 3));
          parts.add(x);
          return weighted(parts);
        },
        X);
  }

  @Test
  void overlappingSlicesAreAdded() {
    Evaluate.assertGradients(
        xs -> weighted(List.of(Ops.slice(xs.get(0), 1, 0, 4), Ops.slice(xs.get(0), 1, 2, 6))), X);
    Evaluate.assertGradients(
        xs -> weighted(List.of(Ops.slice(xs.get(0), 1, 0, 2), Ops.slice(xs.get(0), 2, 2, 3))), X);
    Evaluate.assertGradients(
        xs ->
            weighted(
                List.of(
                    Ops.slice(xs.get(0), 1, 0, 6, 2),
                    Ops.slice(xs.get(0), 1, 1, 6, 2),
                    Ops.slice(xs.get(0), 1, 5, 6))),
        X);
  }
}
