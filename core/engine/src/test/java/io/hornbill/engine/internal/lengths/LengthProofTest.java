package io.hornbill.engine.internal.lengths;

import static io.hornbill.engine.testing.GraphCase.BIAS;
import static io.hornbill.engine.testing.GraphCase.SQUARE;
import static io.hornbill.engine.testing.GraphCase.TABLE;
import static io.hornbill.engine.testing.GraphCase.WIDE;
import static io.hornbill.engine.testing.GraphCase.lstm;
import static io.hornbill.engine.testing.GraphCase.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.GraphCase;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.TakeSteps;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What is proven to leave steps out that do not count, and what is not. Inputs are [2, time, 4];
 * steps that are all 0 do not count.
 */
class LengthProofTest {
  private static Padding proof(UnaryOperator<Tensor> function) {
    return LengthProof.of(
        time -> {
          Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, time, 4)));
          return new LengthProof.Written(List.of(x), List.of(function.apply(x)), List.of());
        });
  }

  /** Which steps count, [2, time]. */
  private static Tensor marks(Tensor x) {
    return Ops.max(Ops.notEqual(x, 0), -1);
  }

  private static Tensor masked(Tensor x) {
    return x.times(Ops.expandDims(marks(x), -1));
  }

  /** An LSTM over the steps that count, and what it makes of the last of them. */
  private static Tensor lastOf(Tensor x, Tensor marks) {
    List<Tensor> steps = Node.of(new PackSteps(), List.of(marks)).outputs();
    Tensor sequence = lstm(Node.apply(new TakeSteps(), x, steps.get(0)));
    Tensor last = Ops.slice(steps.get(1), 1, x.dim(1) - 1, x.dim(1));
    return Node.apply(new TakeSteps(), sequence, Ops.relu(last));
  }

  private static Tensor eachOf(Tensor x, Tensor marks) {
    List<Tensor> steps = Node.of(new PackSteps(), List.of(marks)).outputs();
    Tensor sequence = lstm(Node.apply(new TakeSteps(), x, steps.get(0)));
    return Node.apply(new TakeSteps(), sequence, Ops.relu(steps.get(1)));
  }

  private static Tensor gradient(Tensor result, Variable of) {
    return Gradients.of(Ops.sum(result), List.of(of.tensor())).get(0);
  }

  static Stream<GraphCase> alike() {
    return Stream.of(
        of("sums of what counts", x -> Ops.sum(masked(x), 1, false)),
        of("sums of what is 0 where nothing counts", x -> Ops.sum(Ops.square(x), 1, false)),
        of("the mean of what counts", LengthProofTest::mean),
        of("the first step", x -> Ops.slice(x, 1, 0, 1)),
        of("the last step, reversed", x -> Ops.slice(Ops.flip(x, 1), 1, x.dim(1) - 1, x.dim(1))),
        of("the last step that counts", x -> lastOf(x, marks(x))),
        of("the same, backwards", x -> lastOf(Ops.flip(x, 1), Ops.flip(marks(x), 1))),
        of("of a sequence of an LSTM", x -> lastOf(wide(eachOf(x, marks(x))), marks(x))),
        of("its gradient by a kernel", x -> gradient(lastOf(x, marks(x)), WIDE)),
        of("that of what is before it", x -> gradient(lastOf(dense(x), marks(x)), SQUARE)),
        of("through a rectifier", x -> gradient(lastOf(Ops.relu(dense(x)), marks(x)), SQUARE)),
        of("through a curve", x -> gradient(lastOf(Ops.tanh(dense(x)), marks(x)), SQUARE)),
        of("through two", x -> gradient(lastOf(wide(eachOf(x, marks(x))), marks(x)), BIAS)),
        of("a table's", x -> gradient(masked(rows(x)), TABLE)));
  }

  private static Tensor mean(Tensor x) {
    Tensor count = Ops.sum(marks(x), 1, true);
    return Ops.sum(masked(x), 1, false).dividedBy(count);
  }

  private static Tensor dense(Tensor x) {
    Tensor flat = Ops.reshape(x, 2 * x.dim(1), 4);
    return Ops.reshape(Ops.matmul(flat, SQUARE.tensor()), 2, x.dim(1), 4);
  }

  /** Two features as four. */
  private static Tensor wide(Tensor x) {
    return Ops.concatenate(List.of(x, x), -1);
  }

  private static Tensor rows(Tensor x) {
    Tensor ids = Ops.max(x, -1);
    Tensor rows = Ops.take(TABLE.tensor(), ids);
    return rows.times(Ops.expandDims(marks(x), -1));
  }

  static Stream<GraphCase> cut() {
    return Stream.of(
        of("elementwise", x -> Ops.tanh(x.times(2)).plus(x)),
        of("dense", LengthProofTest::dense),
        of("an LSTM, forwards", GraphCase::lstm),
        of("an LSTM of what counts", x -> eachOf(x, marks(x))),
        of("backwards", x -> Ops.flip(eachOf(Ops.flip(x, 1), Ops.flip(marks(x), 1)), 1)));
  }

  static Stream<GraphCase> different() {
    return Stream.of(
        of("sums of what is not 0", x -> Ops.sum(Ops.exp(x), 1, false)),
        of("the mean of all steps", x -> Ops.mean(x, 1, false)),
        of("the greatest step", x -> Ops.max(x, 1, false)),
        of("the last step", x -> Ops.slice(x, 1, x.dim(1) - 1, x.dim(1))),
        of(
            "softmax over time",
            x -> Ops.transpose(Ops.softmax(Ops.transpose(x, 0, 2, 1)), 0, 2, 1)),
        of("backwards", x -> Ops.flip(x, 1)),
        of("an LSTM, backwards", x -> Ops.flip(lstm(Ops.flip(x, 1)), 1)),
        of("running sums from the end", x -> Ops.flip(Ops.cumsum(Ops.flip(x, 1), 1, false), 1)),
        of("divided by the length", x -> Ops.sum(masked(x), 1, false).dividedBy((double) x.dim(1))),
        of("steps beside each other", x -> Ops.matmul(x, x, false, true)),
        of("what is packed", x -> lstm(Node.apply(new TakeSteps(), x, order(x)))),
        of("what may not be finite", LengthProofTest::quotient),
        of("the gradient of all steps", x -> gradient(lstm(x), WIDE)),
        of("a product over time", x -> Ops.matmul(Ops.exp(x), Ops.exp(x), true, false)));
  }

  private static Tensor quotient(Tensor x) {
    Tensor each = x.dividedBy(dense(x)).times(Ops.expandDims(marks(x), -1));
    return Ops.sum(each, 1, false);
  }

  private static Tensor order(Tensor x) {
    return Node.of(new PackSteps(), List.of(marks(x))).output(0);
  }

  @ParameterizedTest
  @MethodSource("alike")
  void stepsThatDoNotCountAreLeftOut(GraphCase one) {
    Padding padding = proof(one.function());
    assertThat(padding).isNotNull();
    assertThat(padding.inputs()).containsExactly(0.0);
    assertThat(padding.outputs()).containsExactly(false);
  }

  @ParameterizedTest
  @MethodSource("cut")
  void outputsWithStepsAreCut(GraphCase one) {
    Padding padding = proof(one.function());
    assertThat(padding).isNotNull();
    assertThat(padding.outputs()).containsExactly(true);
  }

  @ParameterizedTest
  @MethodSource("different")
  void whatDependsOnTheLengthIsNotProven(GraphCase one) {
    assertThat(proof(one.function())).isNull();
  }

  @Test
  void whatIsBehindIsTheNumberThatAMaskLeavesOut() {
    Padding padding =
        proof(
            x -> {
              Tensor counts = Ops.max(Ops.notEqual(x, -7), -1);
              return Ops.sum(x.times(Ops.expandDims(counts, -1)), 1, false);
            });
    assertThat(padding.inputs()).containsExactly(-7.0);
  }
}
