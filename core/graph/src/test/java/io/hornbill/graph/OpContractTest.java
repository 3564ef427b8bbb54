package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.internal.ops.Computed;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.Relaid;
import io.hornbill.graph.internal.ops.ScatterAdd;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.SumAcross;
import io.hornbill.graph.internal.ops.TakeSteps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What {@link Op#gradients} promises, and ops that engines and layers make themselves. */
class OpContractTest {
  private static final Window WINDOW =
      new Window(List.of(1L), List.of(1L), List.of(0L), List.of(0L));
  private static final Computed.Body DOUBLES = (shapes, in, out) -> out[0][0] = 2 * in[0][0];

  private static Tensor x(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(dims)));
  }

  private static Arguments op(String name, Supplier<Tensor> made) {
    return arguments(name, made);
  }

  private static Tensor computed(Computed.Rule rule) {
    return Node.apply(new Computed("twice", shapes -> shapes, DOUBLES, rule), x(2, 3));
  }

  private static Tensor host() {
    List<Spec> outputs = List.of(x(4).spec());
    return Node.apply(new HostFunction("roots", (in, out) -> {}, outputs), x(3), x(2));
  }

  private static Tensor acrossProcesses() {
    return Node.apply(new SumAcross("loss", (label, numbers) -> {}), x(2));
  }

  static Stream<Arguments> ops() {
    return Stream.of(
        op("exp", () -> Ops.exp(x(2, 3))),
        op("add", () -> x(2, 3).plus(x(3))),
        op("where", () -> Ops.where(x(2, 3), x(2, 3), x(3))),
        op("matmul", () -> Ops.matmul(x(2, 3), x(3, 2))),
        op("sum", () -> Ops.sum(x(2, 3))),
        op("argmax", () -> Ops.argmax(x(2, 3), 1)),
        op("cumsum", () -> Ops.cumsum(x(2, 3), 1)),
        op("sort", () -> Ops.sort(x(2, 3), true)),
        op("one-hot", () -> Ops.oneHot(x(2), 3)),
        op("take", () -> Ops.take(x(5, 3), x(2))),
        op("scatter", () -> Node.apply(new ScatterAdd(5), x(2), x(2, 3))),
        op("reshape", () -> Ops.reshape(x(2, 3), 6)),
        op("transpose", () -> Ops.transpose(x(2, 3))),
        op("broadcast", () -> Ops.broadcastTo(x(3), Shape.of(2, 3))),
        op("slice", () -> Ops.slice(x(2, 3), 1, 0, 2)),
        op("pad", () -> Ops.pad(x(2, 3), 1, 1, 1)),
        op("flip", () -> Ops.flip(x(2, 3), 1)),
        op("concatenate", () -> Ops.concatenate(List.of(x(2, 3), x(2, 3)), 0)),
        op("conv", () -> Ops.conv(x(4, 9, 2), x(3, 2, 8), WINDOW, 1)),
        op(
            "conv transposed",
            () -> Ops.convTranspose(x(4, 7, 8), x(3, 2, 8), WINDOW, 1, Shape.of(4, 9, 2))),
        op(
            "conv's kernel",
            () -> Node.apply(new ConvKernel(WINDOW, 1, Shape.of(3, 2, 8)), x(4, 9, 2), x(4, 7, 8))),
        op("pool", () -> Ops.maxPool(x(4, 9, 2), List.of(2L), WINDOW)),
        op("random numbers", () -> Ops.randomUniform(1, x(), x(2).spec())),
        op("steps in front", () -> Node.apply(new PackSteps(), x(2, 3))),
        op("steps taken", () -> Node.apply(new TakeSteps(), x(2, 3, 4), x(2, 3))),
        op("a function on arrays", OpContractTest::host),
        op("a sum over processes", OpContractTest::acrossProcesses),
        op("a copy in another order", () -> Node.apply(new Relaid(true), x(2, 3))),
        op("an op by its definition", () -> computed(null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ops")
  void whatTheLossDoesNotDependOnGivesNothingPerInput(String name, Supplier<Tensor> made) {
    Node node = made.get().node();
    List<Tensor> none = new ArrayList<>(Collections.nCopies(node.outputs().size(), null));

    assertThat(node.op().gradients(node, none)).hasSameSizeAs(node.inputs()).containsOnlyNulls();
  }

  @Test
  void anOpByItsDefinitionIsWhatItWasGiven() {
    Tensor y = computed((node, gradients) -> List.of(gradients.get(0).times(2)));

    assertThat(y.op().name()).isEqualTo("twice");
    assertThat(((Computed) y.op()).body()).isSameAs(DOUBLES);
    assertThat(y.spec()).isEqualTo(x(2, 3).spec());
    assertThat(y.op().gradients(y.node(), List.of(x(2, 3))).get(0).op().name()).isEqualTo("affine");
  }

  @Test
  void anOpByItsDefinitionAloneCannotBeTrainedThrough() {
    Tensor y = computed(null);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> y.op().gradients(y.node(), List.of(x(2, 3))))
        .withMessage(
            "twice: training must not go through this op. Received: a loss that depends on it. Stop the gradient before it, or freeze the layers below.");
  }

  @Test
  void aFunctionOnArraysIsNamedAndHasNoGradient() {
    Tensor y = host();

    assertThat(y).hasToString("Tensor(roots, [4], FLOAT)");
    assertThat(y.op().gradients(y.node(), List.of(x(4)))).hasSize(2).containsOnlyNulls();
  }

  @Test
  void aCopyInAnotherOrderIsTheSameToTheGraph() {
    Tensor y = Node.apply(new Relaid(true), x(2, 3));
    Tensor dy = x(2, 3);

    assertThat(y.spec()).isEqualTo(x(2, 3).spec());
    assertThat(y.op().gradients(y.node(), List.of(dy))).containsExactly(dy);
  }

  /** It is computed whenever its turn comes: other processes wait for it. */
  @Test
  void theGradientOfASumOverProcessesIsOne() {
    Tensor y = acrossProcesses();
    Tensor dx = y.op().gradients(y.node(), List.of(x(2))).get(0);

    assertThat(y.spec()).isEqualTo(x(2).spec());
    assertThat(y.op().isPure()).isFalse();
    assertThat(((SumAcross) dx.op()).label()).isEqualTo("gradient of loss");
  }

  @Test
  void stepsInFrontAreNumberedForEachSequence() {
    Node packed = Node.of(new PackSteps(), List.of(x(2, 3)));

    assertThat(packed.outputs()).extracting(Tensor::shape).containsOnly(Shape.of(2, 3)).hasSize(2);
  }

  /** The last of three elements is at 2 + 2 · 3 = 8. */
  @Test
  void spreadElementsHaveRoomUpToTheLast() {
    assertThat(Node.apply(new Spread(1, 2, 3, 9), x(2, 3)).shape()).isEqualTo(Shape.of(2, 9));
    assertThat(Node.apply(new Spread(1, 2, 3, Shape.UNKNOWN), x(2, 3)).shape())
        .isEqualTo(Shape.of(2, Shape.UNKNOWN));
  }
}
