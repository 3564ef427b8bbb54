package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The shapes and types that ops predict, and the ops that are left out as they do nothing. */
class OpsShapeTest {
  private static final long BATCH = Shape.UNKNOWN;

  private static Tensor x(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(dims)));
  }

  private static Arguments gives(String name, Supplier<Tensor> op, long... dims) {
    return arguments(name, op, Shape.of(dims));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(elementwise(), reductions(), moves(), joins(), products(), windows())
        .flatMap(s -> s);
  }

  private static Stream<Arguments> elementwise() {
    return Stream.of(
        gives("unary", () -> Ops.exp(x(BATCH, 3)), BATCH, 3),
        gives("add a row", () -> x(BATCH, 3).plus(x(3)), BATCH, 3),
        gives("add outer", () -> x(2, 1).plus(x(3)), 2, 3),
        gives("compare", () -> Ops.less(x(2, 3), x(2, 1)), 2, 3),
        gives("where", () -> Ops.where(x(4, 1, 1), x(3, 1), x(2)), 4, 3, 2),
        gives("softmax", () -> Ops.softmax(x(BATCH, 5)), BATCH, 5),
        gives("softmax of axis 1", () -> Ops.softmax(x(2, 3, 4), 1), 2, 3, 4),
        gives("one-hot", () -> Ops.oneHot(x(BATCH, 2), 7), BATCH, 2, 7),
        gives("cast", () -> Ops.cast(x(2), DataType.DOUBLE), 2));
  }

  private static Stream<Arguments> reductions() {
    return Stream.of(
        gives("sum of all", () -> Ops.sum(x(BATCH, 3))),
        gives("sum of an axis", () -> Ops.sum(x(BATCH, 3, 4), -1), BATCH, 3),
        gives("mean that keeps axes", () -> Ops.mean(x(BATCH, 3), 1, true), BATCH, 1),
        gives("max of two axes", () -> Ops.max(x(2, 3, 4), new int[] {-1, 0}, false), 3),
        gives("min of an axis named twice", () -> Ops.min(x(2, 3), 1, -1), 2),
        gives("prod", () -> Ops.prod(x(2, 3), 0), 3),
        gives("var", () -> Ops.var(x(2, 3), new int[] {0}, true), 1, 3),
        gives("norm", () -> Ops.norm(x(2, 3), new int[] {1}, false), 2),
        gives("log of the sum of exponentials", () -> Ops.logsumexp(x(2, 3), 1, false), 2),
        gives("… that keeps its axis", () -> Ops.logsumexp(x(2, 3), 0, true), 1, 3),
        gives("argmax", () -> Ops.argmax(x(BATCH, 3, 4), 1), BATCH, 4),
        gives("cumsum", () -> Ops.cumsum(x(2, 3), -1), 2, 3),
        gives("sort", () -> Ops.sort(x(2, 3), true), 2, 3),
        gives("greatest 2", () -> Ops.topK(x(BATCH, 5), 2).get(1), BATCH, 2));
  }

  private static Stream<Arguments> moves() {
    return Stream.of(
        gives("reshape", () -> Ops.reshape(x(2, 6), 3, 4), 3, 4),
        gives("reshape with an open length", () -> Ops.reshape(x(2, 6), 4, -1), 4, 3),
        gives("reshape of nothing", () -> Ops.reshape(x(0, 6), -1, 6), 0, 6),
        gives("reshape of no rows of nothing", () -> Ops.reshape(x(0, 0, 6), 0, 0), 0, 0),
        gives("reshape of a batch", () -> Ops.reshape(x(BATCH, 6), BATCH, 2, 3), BATCH, 2, 3),
        gives("reversed axes", () -> Ops.transpose(x(2, 3, 4)), 4, 3, 2),
        gives("named axes", () -> Ops.transpose(x(2, 3, 4), 0, -1, 1), 2, 4, 3),
        gives("a new axis in front", () -> Ops.expandDims(x(2, 3), 0), 1, 2, 3),
        gives("a new last axis", () -> Ops.expandDims(x(BATCH, 3), -1), BATCH, 3, 1),
        gives("an axis less", () -> Ops.squeeze(x(BATCH, 1, 3), 1), BATCH, 3),
        gives("broadcast", () -> Ops.broadcastTo(x(3, 1), Shape.of(2, 3, 4)), 2, 3, 4),
        gives("summed back", () -> Ops.sumTo(x(2, 3, 4), Shape.of(3, 1)), 3, 1),
        gives("slice", () -> Ops.slice(x(BATCH, 10), 1, 2, 7), BATCH, 5),
        gives("slice with a step", () -> Ops.slice(x(10), 0, 1, 9, 3), 3),
        gives("slice of nothing", () -> Ops.slice(x(10), 0, 4, 4), 0),
        gives("select", () -> Ops.select(x(BATCH, 5, 3), 1, 2), BATCH, 3),
        gives("flip", () -> Ops.flip(x(2, 3), 1), 2, 3),
        gives("crop", () -> Ops.crop(x(2, 9), 1, 2, 3), 2, 4),
        gives("crop of an unknown length", () -> Ops.crop(x(BATCH, 9), 0, 2, 3), BATCH, 9),
        gives("pad", () -> Ops.pad(x(2, 9), 1, 2, 3), 2, 14),
        gives("pad of nothing", () -> Ops.pad(x(2, 0), 1, 2, 3), 2, 5),
        gives("pad of an unknown length", () -> Ops.pad(x(BATCH, 9), 0, 2, 3), BATCH, 9));
  }

  private static Stream<Arguments> joins() {
    return Stream.of(
        gives("concatenate", () -> Ops.concatenate(List.of(x(2, 3), x(2, 4)), -1), 2, 7),
        gives("… of a batch", () -> Ops.concatenate(List.of(x(BATCH, 3), x(2, 3)), 0), BATCH, 3),
        gives("… of half known", () -> Ops.concatenate(List.of(x(BATCH, 3), x(2, 4)), 1), 2, 7),
        gives("… with nothing", () -> Ops.concatenate(List.of(x(2, 0), x(2, 3)), 1), 2, 3),
        gives("stack", () -> Ops.stack(List.of(x(2, 3), x(2, 3)), 1), 2, 2, 3),
        gives("unstack", () -> Ops.unstack(x(2, 3), 1).get(2), 2),
        gives("split", () -> Ops.split(x(BATCH, 6), 3, -1).get(2), BATCH, 2),
        gives("repeat", () -> Ops.repeat(x(2, 3), 4, 1), 2, 12),
        gives("tile", () -> Ops.tile(x(2, 3), 4, 1), 8, 3),
        gives("take", () -> Ops.take(x(100, 8), x(BATCH, 5)), BATCH, 5, 8),
        gives("take of a vector", () -> Ops.take(x(100), x(BATCH, 5)), BATCH, 5));
  }

  private static Stream<Arguments> products() {
    return Stream.of(
        gives("matmul", () -> Ops.matmul(x(BATCH, 3), x(3, 4)), BATCH, 4),
        gives("of transposed", () -> Ops.matmul(x(3, 2), x(4, 3), true, true), 2, 4),
        gives("of batches", () -> Ops.matmul(x(5, 1, 2, 3), x(7, 3, 4)), 5, 7, 2, 4),
        gives("dense", () -> Ops.dense(x(BATCH, 5, 3), x(3, 4)), BATCH, 5, 4),
        gives("batch statistics", () -> batchNormalized().get(1), 3),
        gives("batch normalization", () -> batchNormalized().get(0), 4, 2, 3),
        gives("layer normalization", () -> Ops.layerNormalize(x(4, 3), x(3), x(3), 0), 4, 3),
        gives("lstm's sequence", () -> lstm().get(0), BATCH, 7, 5),
        gives("lstm's cell", () -> lstm().get(2), BATCH, 5),
        gives("gru", () -> Ops.gru(x(2, 7, 3), x(2, 5), x(3, 15), x(5, 15), x(15)).get(0), 2, 7, 5),
        gives(
            "gru with two biases",
            () -> Ops.gru(x(2, 7, 3), x(2, 5), x(3, 15), x(5, 15), x(15), x(15)).get(1),
            2,
            5));
  }

  private static List<Tensor> batchNormalized() {
    return Ops.batchNormalize(x(4, 2, 3), x(3), x(3), 1e-3);
  }

  private static List<Tensor> lstm() {
    return Ops.lstm(x(BATCH, 7, 3), x(BATCH, 5), x(BATCH, 5), x(3, 20), x(5, 20), x(20));
  }

  /** By hand: {@code floor((length + padding - ((size - 1) dilation + 1)) / stride) + 1}. */
  private static Stream<Arguments> windows() {
    return Stream.of(
        gives("conv", () -> Ops.conv(x(BATCH, 9, 2), x(3, 2, 8), window(1, 1, 0, 0), 1), -1, 7, 8),
        gives("strided", () -> Ops.conv(x(4, 9, 2), x(3, 2, 8), window(2, 1, 0, 0), 1), 4, 4, 8),
        gives("dilated", () -> Ops.conv(x(4, 9, 2), x(3, 2, 8), window(1, 2, 0, 0), 1), 4, 5, 8),
        gives("padded", () -> Ops.conv(x(4, 9, 2), x(3, 2, 8), window(2, 1, 1, 1), 1), 4, 5, 8),
        gives("in groups", () -> Ops.conv(x(4, 9, 6), x(3, 2, 9), window(1, 1, 0, 0), 3), 4, 7, 9),
        gives(
            "of unknown length",
            () -> Ops.conv(x(4, -1, 2), x(3, 2, 8), window(1, 1, 0, 0), 1),
            4,
            -1,
            8),
        gives(
            "transposed",
            () ->
                Ops.convTranspose(
                    x(BATCH, 4, 8), x(3, 2, 8), window(2, 1, 0, 0), 1, Shape.of(1, 9, 2)),
            BATCH,
            9,
            2),
        gives(
            "max pooling",
            () -> Ops.maxPool(x(-1, 9, 2), List.of(2L), window(2, 1, 0, 0)),
            -1,
            4,
            2),
        gives(
            "average pooling",
            () -> Ops.averagePool(x(4, 9, 2), List.of(2L), window(2, 1, 0, 1)),
            4,
            5,
            2));
  }

  static Window window(long stride, long dilation, long before, long after) {
    return new Window(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void predictsTheShape(String name, Supplier<Tensor> op, Shape expected) {
    assertThat(op.get().shape()).isEqualTo(expected);
  }

  @Test
  void aWindowThatJustFitsHasOnePlace() {
    assertThat(window(1, 1, 0, 0).outputLength(0, 3, 3)).isEqualTo(1);
    assertThat(window(1, 1, 0, 0).outputLength(0, 2, 3)).isZero();
    assertThat(window(1, 1, 2, 0).outputLength(0, 0, 2)).as("padding alone").isEqualTo(1);
  }

  /** Engines find their kernels by these names, and messages say them. */
  @Test
  void whatNeedsNoDetourIsOneOp() {
    assertThat(Ops.dense(x(BATCH, 3), x(3, 4)).op().name()).isEqualTo("matMul");
    assertThat(Ops.softmax(x(2, 3, 4), -1).op().name()).isEqualTo("softmax");
    assertThat(Ops.logSoftmax(x(2, 3), 1).op().name()).isEqualTo("logSoftmax");
    assertThat(Ops.prod(x(2, 3)).op().name()).isEqualTo("prod");
  }

  @Test
  void softmaxAlongAnotherAxisIsThatOfTheLastAndTurnedBack() {
    Tensor turned = Ops.softmax(x(2, 3, 4), 0);

    assertThat(turned.op().name()).isEqualTo("transpose");
    assertThat(turned.node().input(0)).hasToString("Tensor(softmax, [4, 3, 2], FLOAT)");
  }

  @Test
  void doublesMakeDoubles() {
    Tensor floats = x(3);
    Tensor doubles = Ops.cast(x(3), DataType.DOUBLE);

    assertThat(floats.plus(floats).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(floats.plus(doubles).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(doubles.minus(floats).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(Ops.where(floats, floats, doubles).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(Ops.matmul(x(2, 3), Ops.cast(x(3, 2), DataType.DOUBLE)).dataType())
        .isEqualTo(DataType.DOUBLE);
  }

  @Test
  void whatDoesNothingIsLeftOut() {
    Tensor x = x(2, 3);

    assertThat(
            List.of(
                x.plus(0),
                x.minus(0),
                x.times(1),
                x.dividedBy(1),
                Ops.power(x, 1),
                Ops.cast(x, DataType.FLOAT),
                Ops.reshape(x, 2, 3),
                Ops.transpose(x, 0, 1),
                Ops.broadcastTo(x, Shape.of(2, 3)),
                Ops.slice(x, 1, 0, 3),
                Ops.pad(x, 1, 0, 0),
                Ops.concatenate(List.of(x), 0)))
        .allMatch(same -> same == x);
    assertThat(Ops.sumTo(x, x.shape())).isSameAs(x);
    assertThat(Ops.sumTo(null, x.shape())).isNull();
    assertThat(Ops.sum(x())).hasToString("Tensor(placeholder, [], FLOAT)");
  }

  @Test
  void powersHaveShorterForms() {
    Tensor x = x(2);

    assertThat(Stream.of(2.0, 0.5, -1.0, 3.0).map(exponent -> Ops.power(x, exponent).op().name()))
        .containsExactly("square", "sqrt", "reciprocal", "powerOf");
  }

  @Test
  void tensorsTellWhatTheyAre() {
    Tensor x = x(BATCH, 3);
    Node sorted = Ops.sort(x, false).node();

    assertThat(x).hasToString("Tensor(placeholder, [?, 3], FLOAT)");
    assertThat(x.rank()).isEqualTo(2);
    assertThat(x.dim(-1)).isEqualTo(3);
    assertThat(x.spec()).isEqualTo(new Spec(DataType.FLOAT, Shape.of(BATCH, 3)));
    assertThat(sorted).hasToString("sort[[?, 3]]");
    assertThat(sorted.output(1).index()).isEqualTo(1);
    assertThat(sorted.input(0)).isSameAs(x);
    assertThat(sorted.outputs()).hasSize(2);
    assertThat(x.op().isPure()).isFalse();
    assertThat(sorted.op().isPure()).isTrue();
  }
}
