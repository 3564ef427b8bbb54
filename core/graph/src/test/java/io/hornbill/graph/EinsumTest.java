package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.ByDefinition.Values;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.MatMul;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class EinsumTest {
  private static final Values A = values(Shape.of(2, 2), 1, 2, 3, 4);
  private static final Values B = values(Shape.of(2, 2), 5, 6, 7, 8);
  private static final Values ROW = values(Shape.of(2), 1, 10);

  private static Values values(Shape shape, double... data) {
    return new Values(shape, data);
  }

  private static Tensor placeholder(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(dims)));
  }

  /** By hand: the products with equal letters, summed over the letters that the result has not. */
  static Stream<Arguments> equations() {
    return Stream.of(
        arguments("ab,bc->ac", A, B, values(Shape.of(2, 2), 19, 22, 43, 50)),
        arguments(" ab, bc -> ac ", A, B, values(Shape.of(2, 2), 19, 22, 43, 50)),
        arguments("ab,bc->ca", A, B, values(Shape.of(2, 2), 19, 43, 22, 50)),
        arguments("ab,cb->ac", A, B, values(Shape.of(2, 2), 17, 23, 39, 53)),
        arguments("ba,bc->ac", A, B, values(Shape.of(2, 2), 26, 30, 38, 44)),
        arguments("ab,ab->ab", A, B, values(Shape.of(2, 2), 5, 12, 21, 32)),
        arguments("ab,ba->ab", A, B, values(Shape.of(2, 2), 5, 14, 18, 32)),
        arguments("ab,ab->a", A, B, values(Shape.of(2), 17, 53)),
        arguments("ab,ab->", A, B, values(Shape.SCALAR, 70)),
        arguments("ab,cd->ad", A, B, values(Shape.of(2, 2), 36, 42, 84, 98)),
        arguments("ab,cd->", A, B, values(Shape.SCALAR, 260)),
        arguments("ab,b->a", A, ROW, values(Shape.of(2), 21, 43)),
        arguments("a,b->ab", ROW, ROW, values(Shape.of(2, 2), 1, 10, 10, 100)),
        arguments("a,a->", ROW, ROW, values(Shape.SCALAR, 101)),
        arguments("ab,c->bca", A, ROW, values(Shape.of(2, 2, 2), 1, 3, 10, 30, 2, 4, 20, 40)),
        arguments(
            "abc,acd->abd",
            values(Shape.of(2, 1, 2), 1, 2, 3, 4),
            values(Shape.of(2, 2, 1), 5, 6, 7, 8),
            values(Shape.of(2, 1, 1), 17, 53)));
  }

  @ParameterizedTest
  @MethodSource("equations")
  void sumsProductsOverTheLettersThatAreGone(String equation, Values a, Values b, Values expected) {
    Tensor x = placeholder(a.shape().dims());
    Tensor y = placeholder(b.shape().dims());

    Tensor result = Ops.einsum(equation, x, y);

    assertThat(result.shape()).isEqualTo(expected.shape());
    assertThat(ByDefinition.of(result, Map.of(x, a, y, b))).containsExactly(expected.data());
  }

  @Test
  void isOneMatrixProduct() {
    Tensor result = Ops.einsum("abc,cde->abde", placeholder(2, 3, 4), placeholder(4, 5, 6));

    List<Node> products =
        Topology.sort(List.of(result)).stream().filter(n -> n.op() instanceof MatMul).toList();
    assertThat(products).hasSize(1);
    assertThat(products.get(0)).hasToString("matMul[[6, 4], [4, 30]]");
    assertThat(result.shape()).isEqualTo(Shape.of(2, 3, 5, 6));
  }

  @Test
  void batchAxesMayBeUnknown() {
    Tensor x = placeholder(Shape.UNKNOWN, 3, 4);

    assertThat(Ops.einsum("abc,cd->abd", x, placeholder(4, 5)).shape())
        .isEqualTo(Shape.of(Shape.UNKNOWN, 3, 5));
    assertThat(Ops.einsum("abc,adc->abd", x, placeholder(Shape.UNKNOWN, 5, 4)).shape())
        .isEqualTo(Shape.of(Shape.UNKNOWN, 3, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"ab,bc", "ab->ab", "abc,bc->a", "ab,b->a", "ab,bc->ac->a", "ab,bc,cd->ad"})
  void refusesEquationsThatDoNotNameTheAxes(String equation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ops.einsum(equation, placeholder(2, 3), placeholder(3, 4)))
        .withMessage(
            "einsum: the equation must name each axis of both inputs, as \"abc,cd->abd\"."
                + " Received: \"%s\" for [2, 3] and [3, 4]. Use one letter per axis.",
            equation);
  }

  @Test
  void lettersStandForOneLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ops.einsum("ab,bc->ac", placeholder(2, 3), placeholder(4, 5)))
        .withMessage(
            "matMul: the inner lengths must agree. Received: [2, 3] and [4, 5]. Transpose or"
                + " reshape one of them.");
  }
}
