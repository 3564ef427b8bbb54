package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.Topology;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ShapeSizeTest {
  @Test
  void theNumberOfElementsIsExact() {
    assertThat(Shape.of(1L << 31, (1L << 31) - 1, 2).size())
        .isEqualTo((1L << 63) - (1L << 32)); // the greatest product of these kinds
    assertThat(Shape.of(Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
    assertThat(Shape.of(1L << 40, 0, 1L << 40).size()).isZero();
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
  }

  @Test
  void aProductOf64BitsIsRefusedAndNotCutOff() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of((1L << 62) + 1, 4).size()) // 2^64 + 4 would be counted as 4
        .withMessage(
            "Shape: the number of elements must be less than 2^63. Received: [4611686018427387905,"
                + " 4]. Check the sizes the shape was computed from.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(1L << 21, 1L << 21, 1L << 21).size());
  }

  @Test
  void manyCopiesAreMadeOfFewOps() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 3)));
    Tensor y = Ops.repeat(x, 1_000_003, 1);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3_000_009));
    assertThat(Topology.sort(java.util.List.of(y))).hasSizeLessThan(40);
  }

  @Test
  void nodesKnowForWhomTheyWereMade() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));
    Tensor y = Node.ownedBy("outer", () -> Node.ownedBy("inner", () -> Ops.exp(x)));
    Tensor gradient = Gradients.of(Ops.sum(y), java.util.List.of(x)).get(0);
    assertThat(y.node().owner()).isEqualTo("inner");
    assertThat(gradient.node().owner()).isEqualTo("inner");
    assertThat(x.node().owner()).isNull();
    Tensor after =
        Node.ownedBy(
            "outer",
            () -> {
              Node.ownedBy("inner", () -> Ops.exp(x));
              return Ops.exp(x);
            });
    assertThat(after.node().owner()).isEqualTo("outer");
    assertThat(Ops.exp(x).node().owner()).isNull();
  }
}
