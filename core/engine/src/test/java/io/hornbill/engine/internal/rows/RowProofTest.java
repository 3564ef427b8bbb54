package io.hornbill.engine.internal.rows;

import static io.hornbill.engine.testing.GraphCase.SQUARE;
import static io.hornbill.engine.testing.GraphCase.TABLE;
import static io.hornbill.engine.testing.GraphCase.of;
import static io.hornbill.engine.testing.GraphCase.weight;
import static io.hornbill.engine.testing.GraphCase.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.GraphCase;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.LayerNormalize;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What is proven to keep rows apart, and what is not. Inputs are [rows, 6, 4]. */
class RowProofTest {
  private static final Variable FOUR = weight(4);
  private static final Variable FLAT = weight(24, 3);
  private static final List<Long> ONES = List.of(1L, 1L);

  private static RowCost proof(UnaryOperator<Tensor> function, long... sample) {
    return RowProof.of(
        rows -> {
          Shape shape = Shape.of(rows).append(sample);
          Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, shape));
          return List.of(function.apply(x));
        });
  }

  static Stream<GraphCase> apart() {
    return Stream.of(
        of("elementwise", x -> Ops.tanh(x.times(2)).plus(x)),
        of("a row for all", x -> x.plus(FOUR)),
        of("a product with weights", x -> Ops.matmul(x, SQUARE.tensor())),
        of("a product of rows as matrices", x -> Ops.matmul(x, x, false, true)),
        of("dense on flat rows", x -> Ops.matmul(Ops.reshape(x, x.dim(0), 24), FLAT.tensor())),
        of("all time steps as rows, and back", RowProofTest::thereAndBack),
        of("sums over other axes", x -> Ops.sum(x, new int[] {1, 2}, false)),
        of("softmax", Ops::softmax),
        of("max over time", x -> Ops.max(x, 1, false)),
        of("transposed behind the rows", x -> Ops.transpose(x, 0, 2, 1)),
        of("slices and joins in time", x -> Ops.concatenate(List.of(Ops.slice(x, 1, 0, 2), x), 1)),
        of("ids of rows", x -> Ops.take(TABLE.tensor(), Ops.slice(x, -1, 0, 1))),
        of("where", x -> Ops.where(Ops.greater(x, 0), x, FOUR.tensor())),
        of("layer normalization", RowProofTest::layerNormalized),
        of("a recurrent layer", GraphCase::lstm),
        of("numbers of time steps", x -> x.plus(Ops.reshape(Ops.arange(6, DataType.FLOAT), 6, 1))));
  }

  private static Tensor thereAndBack(Tensor x) {
    Tensor flat = Ops.reshape(x, x.dim(0) * 6, 4);
    return Ops.reshape(Ops.relu(Ops.matmul(flat, SQUARE.tensor())), x.dim(0), 6, 4);
  }

  private static Tensor layerNormalized(Tensor x) {
    return Node.apply(new LayerNormalize(1e-3), x, FOUR.tensor(), FOUR.tensor());
  }

  static Stream<GraphCase> mixed() {
    return Stream.of(
        of("minus the mean of all rows", x -> x.minus(Ops.mean(x, 0, true))),
        of("sums over rows", x -> Ops.sum(x, new int[] {0}, true)),
        of("other rows", x -> Ops.flip(x, 0)),
        of("running sums", x -> Ops.cumsum(x, 0, false)),
        of("rows from the other end", x -> x.plus(Ops.flip(x, 0))),
        of("rows one after the other", x -> Ops.concatenate(List.of(x, x), 0)),
        of(
            "numbers of rows",
            x -> x.plus(Ops.reshape(Ops.arange(x.dim(0), DataType.FLOAT), x.dim(0), 1, 1))),
        of("divided by the number of rows", x -> x.times(1.0 / x.dim(0))),
        of("a product of all rows", x -> rowProduct(x)),
        of("batch normalization as in training", RowProofTest::batchNormalized),
        of("rows in another order of axes", x -> Ops.transpose(x, 1, 0, 2)),
        of("rows as a table", x -> Ops.take(x, zeros(x.dim(0)))),
        of(
            "softmax of all rows",
            x -> Ops.transpose(Ops.softmax(Ops.transpose(x, 1, 2, 0)), 2, 0, 1)),
        of("one result for all", x -> Ops.sum(x)));
  }

  private static Tensor rowProduct(Tensor x) {
    Tensor flat = Ops.reshape(x, x.dim(0), 24);
    return Ops.matmul(Ops.matmul(flat, flat, false, true), flat);
  }

  private static Tensor batchNormalized(Tensor x) {
    return Node.of(new BatchNormalize(1e-3, false), List.of(x, FOUR.tensor(), FOUR.tensor()))
        .output(0);
  }

  @ParameterizedTest
  @MethodSource("apart")
  void isProven(GraphCase it) {
    assertThat(proof(it.function(), 6, 4)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("mixed")
  void isNotProven(GraphCase it) {
    assertThat(proof(it.function(), 6, 4)).isNull();
  }

  @Test
  void aModelWithoutOutputsIsNotProven() {
    assertThat(RowProof.of(rows -> List.of())).isNull();
  }

  @Test
  void theCostOfARowIsItsArithmetic() {
    RowCost cost = proof(x -> Ops.matmul(x, SQUARE.tensor()), 4);

    assertThat(cost.steps()).isEqualTo(4 + 16); // its input, and its product
    assertThat(cost.weights()).isEqualTo(64);
    assertThat(cost.nodes()).isEqualTo(3);
    assertThat(cost.start()).isGreaterThan(1000);
  }

  @Test
  void largeRowsCostMoreThanTheStartOfARun() {
    Variable kernel = weight(3, 3, 64, 64);
    RowCost cost =
        proof(x -> Ops.conv(x, kernel.tensor(), new Window(ONES, ONES, ONES, ONES), 1), 56, 56, 64);

    assertThat(cost.steps()).isEqualTo(56 * 56 * 64 * (9.0 * 64 + 1));
    assertThat(cost.start()).isLessThan(1);
  }
}
