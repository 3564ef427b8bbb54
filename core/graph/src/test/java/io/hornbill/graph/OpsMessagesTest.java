package io.hornbill.graph;

import static io.hornbill.graph.OpsShapeTest.window;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.internal.ops.Spread;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What ops say of inputs that do not fit. */
class OpsMessagesTest {
  private static Tensor x(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(dims)));
  }

  private static Arguments refused(Supplier<?> op, String message) {
    return arguments(op, message);
  }

  static Stream<Arguments> refused() {
    return Stream.of(moves(), joins(), products(), windows(), recurrent()).flatMap(s -> s);
  }

  private static Stream<Arguments> moves() {
    String reshape =
        "Reshape: the new shape must hold as many elements as the old one. Received: %s to %s."
            + " Correct the target shape.";
    return Stream.of(
        refused(() -> Ops.reshape(x(2, 3), 4, 2), reshape.formatted("[2, 3]", "[4, 2]")),
        refused(() -> Ops.reshape(x(2, 3), 4, -1), reshape.formatted("[2, 3]", "[4, -1]")),
        refused(() -> Ops.reshape(x(2, 3), -1, -1), reshape.formatted("[2, 3]", "[-1, -1]")),
        refused(() -> Ops.reshape(x(-1, 6), -1, 4), reshape.formatted("[?, 6]", "[-1, 4]")),
        refused(() -> Ops.reshape(x(-1, 2, 3), -1, 4), reshape.formatted("[?, 2, 3]", "[-1, 4]")),
        refused(() -> Ops.reshape(x(-1, 6), -1, 2, 2), reshape.formatted("[?, 6]", "[-1, 2, 2]")),
        refused(() -> Ops.reshape(x(-1, 0), -1, 4), reshape.formatted("[?, 0]", "[-1, 4]")),
        refused(() -> Ops.reshape(x(-1, 6), -1, 0), reshape.formatted("[?, 6]", "[-1, 0]")),
        refused(
            () -> Ops.transpose(x(2, 3), 0, 0),
            "Transpose: axes must be each axis of [2, 3] once. Received: [0, 0]. Name every axis."),
        refused(
            () -> Ops.transpose(x(2, 3), 0),
            "Transpose: axes must be each axis of [2, 3] once. Received: [0]. Name every axis."),
        refused(
            () -> Ops.squeeze(x(2, 3), 1),
            "squeeze: the axis must have length 1. Received: axis 1 of [2, 3]. Reduce or slice it"
                + " instead."),
        refused(
            () -> Ops.broadcastTo(x(2, 3), Shape.of(3)),
            "BroadcastTo: [2, 3] must broadcast to the new shape. Received: [3]. Reshape it"
                + " first."),
        refused(
            () -> Ops.slice(x(2, 3), 1, 1, 4),
            "Slice: need 0 <= from <= to <= 3 and a step of at least 1. Received: from 1, to 4,"
                + " step 1 on axis 1 of [2, 3]. Stay inside the axis."),
        refused(
            () -> Ops.slice(x(2, 3), 1, 2, 1),
            "Slice: need 0 <= from <= to <= 3 and a step of at least 1. Received: from 2, to 1,"
                + " step 1 on axis 1 of [2, 3]. Stay inside the axis."),
        refused(
            () -> Ops.slice(x(2, 3), 1, 0, 2, 0),
            "Slice: need 0 <= from <= to <= 3 and a step of at least 1. Received: from 0, to 2,"
                + " step 0 on axis 1 of [2, 3]. Stay inside the axis."),
        refused(
            () -> Ops.slice(x(2, 0), 1, 0, 1),
            "Slice: need 0 <= from <= to <= 0 and a step of at least 1. Received: from 0, to 1,"
                + " step 1 on axis 1 of [2, 0]. Stay inside the axis."),
        refused(
            () -> Ops.pad(x(2, 3), 1, -1, 2),
            "Spread: need 0 <= from, a step of at least 1, and room for the last element. Received:"
                + " from -1, step 1, length 4 on axis 1 of [2, 3]. Give paddings of at least 0."),
        refused(
            () -> Node.apply(new Spread(1, 2, 3, 8), x(2, 3)), // places 2, 5 and 8
            "Spread: need 0 <= from, a step of at least 1, and room for the last element. Received:"
                + " from 2, step 3, length 8 on axis 1 of [2, 3]. Give paddings of at least 0."));
  }

  private static Stream<Arguments> joins() {
    return Stream.of(
        refused(
            () -> x(2, 3).plus(x(2)),
            "add: shapes must be equal, or 1, axis by axis from the last. Received: [2, 3] and [2]."
                + " Reshape one of them."),
        refused(
            () -> Ops.where(x(2), x(3), x(3)),
            "where: shapes must be equal, or 1, axis by axis from the last. Received: [2] and [3]."
                + " Reshape one of them."),
        refused(
            () -> Ops.concatenate(List.of(x(2, 3), x(3, 3)), 1),
            "Concatenate: shapes must agree but for axis 1. Received: [[2, 3], [3, 3]]. Reshape or"
                + " crop the inputs."),
        refused(
            () -> Ops.concatenate(List.of(x(2, 3), x(3)), 0),
            "Concatenate: shapes must agree but for axis 0. Received: [[2, 3], [3]]. Reshape or"
                + " crop the inputs."),
        refused(
            () -> Ops.split(x(2, 5), 2, 1),
            "split: axis 1 must divide into 2 parts. Received: shape [2, 5]. Choose another number"
                + " of parts."),
        refused(
            () -> Ops.take(x(), x(2), "Embedding"),
            "Embedding: the table must have at least 1 axis. Received: []. Pass an array of"
                + " rows."),
        refused(
            () -> Ops.randomUniform(1, x(2), x(3).spec()),
            "RandomUniform: the draw must be a single number. Received: shape [2]. Pass a"
                + " scalar."),
        refused(
            () -> Ops.sum(x(2, 3), 2),
            "Shape: axis must be in [-2, 2) for shape [2, 3]. Received: 2. Count axes from 0, or"
                + " from the end with negative numbers."));
  }

  private static Stream<Arguments> products() {
    return Stream.of(
        refused(
            () -> Ops.matmul(x(3), x(3, 2)),
            "matMul: both inputs must have at least 2 axes. Received: [3] and [3, 2]. Add an axis"
                + " of length 1."),
        refused(
            () -> Ops.matmul(x(2, 3), x(2, 3)),
            "matMul: the inner lengths must agree. Received: [2, 3] and [2, 3]. Transpose or"
                + " reshape one of them."),
        refused(
            () -> Ops.matmul(x(2, 0), x(3, 4)),
            "matMul: the inner lengths must agree. Received: [2, 0] and [3, 4]. Transpose or"
                + " reshape one of them."),
        refused(
            () -> Ops.matmul(x(2, 3), x(0, 4)),
            "matMul: the inner lengths must agree. Received: [2, 3] and [0, 4]. Transpose or"
                + " reshape one of them."),
        refused(
            () -> Ops.matmul(x(2, 3), x(2, 4), true, true),
            "matMul: the inner lengths must agree. Received: [2, 3] transposed and [2, 4]"
                + " transposed. Transpose or reshape one of them."),
        refused(
            () -> Ops.matmul(x(2, 4, 3), x(3, 3, 5)),
            "matMul: shapes must be equal, or 1, axis by axis from the last. Received: [2] and [3]."
                + " Reshape one of them."));
  }

  private static Stream<Arguments> windows() {
    return Stream.of(
        refused(
            () -> Ops.conv(x(4, 9, 9, 2), x(3, 2, 8), window(1, 1, 0, 0), 1),
            "conv: the input must have 3 axes [batch, ...spatial, channels] and the kernel as many."
                + " Received: input [4, 9, 9, 2], kernel [3, 2, 8]. Check the rank of the data."),
        refused(
            () -> Ops.conv(x(4, 9, 6), x(3, 6, 8), window(1, 1, 0, 0), 2),
            "conv: the kernel must have channels / groups = 3 input channels. Received: input [4,"
                + " 9, 6], kernel [3, 6, 8], groups 2. Check the channel axis."),
        refused(
            () -> Ops.conv(x(4, 9, 0), x(3, 2, 8), window(1, 1, 0, 0), 1),
            "conv: the kernel must have channels / groups = 0 input channels. Received: input [4,"
                + " 9, 0], kernel [3, 2, 8], groups 1. Check the channel axis."),
        refused(
            () -> Ops.conv(x(4, 2, 1), x(3, 1, 8), window(1, 1, 0, 0), 1),
            "conv: the window must fit into the input. Received: input [4, 2, 1], kernel [3, 1, 8]."
                + " Use a smaller kernel or padding \"same\"."),
        refused(
            () -> Ops.maxPool(x(4, 9), List.of(2L), window(1, 1, 0, 0)),
            "pool: the input must have 3 axes [batch, ...spatial, channels]. Received: [4, 9]."
                + " Check the rank of the data."),
        refused(
            () -> Ops.averagePool(x(4, 1, 2), List.of(2L), window(1, 1, 0, 0)),
            "pool: the window must fit into the input. Received: input [4, 1, 2], window [2]. Use a"
                + " smaller window or padding \"same\"."));
  }

  private static Stream<Arguments> recurrent() {
    return Stream.of(
        refused(
            () -> Ops.simpleRnn(x(2, 0, 3), x(2, 5), x(3, 5), x(5, 5), x(5), false),
            "simpleRnn: the input must be [batch, time, features] with at least one time step."
                + " Received: [2, 0, 3]. Reshape it."),
        refused(
            () -> Ops.lstm(x(2, 7, 3), x(2, 5), x(2, 5), x(3, 15), x(5, 20), x(20)),
            "lstm: weights must be [3, 4 * units], [units, 4 * units] and [4 * units]. Received:"
                + " [3, 15], [5, 20] and [20]. Build them for this input."),
        refused(
            () -> Ops.gru(x(2, 7, 3), x(4, 5), x(3, 15), x(5, 15), x(15)),
            "gru: a state must be [2, 5]. Received: [4, 5]. Give one row per sequence."));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void sayWhatDoesNotFit(Supplier<?> op, String message) {
    assertThatIllegalArgumentException().isThrownBy(op::get).withMessage(message);
  }

  @Test
  void variablesNeedContiguousArraysInCOrder() {
    String message =
        "Variable \"w\": the value must be a contiguous array in C order. Received: a view or an"
            + " array in F order. Copy it with dup('c').";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Variable("w", Nd4j.create(DataType.FLOAT, new long[] {2, 3}, 'f')))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Variable("w", Nd4j.ones(3, 2).getRow(1)))
        .withMessage(message);
  }

  @Test
  void variablesKeepTheirShape() {
    Variable w = new Variable("w", Nd4j.ones(2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> w.assign(Nd4j.ones(3, 2)))
        .withMessage(
            "Variable \"w\": a new value must have shape [2, 3]. Received: [3, 2]. Reshape it, or"
                + " build the model for it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Assignment(w, x(3, 2)))
        .withMessage(
            "Variable \"w\": a new value must have shape [2, 3]. Received: [3, 2]. Reshape or"
                + " reduce it first.");
  }

  @Test
  void targetsHaveTheShapeOfPredictions() {
    TensorChecks.sameShape("Huber", x(-1, 3), x(2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorChecks.sameShape("Huber", x(2, 1), x(2, 3)))
        .withMessage(
            "Huber: yTrue and yPred must have the same shape. Received: yTrue [2, 1], yPred [2, 3]."
                + " If the targets are class indices, use \"sparse_categorical_crossentropy\".");
  }
}
