package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.Fill;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Gradients of all ops have the shapes of the inputs, and are there; engines show their values. */
class GradientShapesTest {
  private static final Window WINDOW =
      new Window(List.of(1L), List.of(1L), List.of(0L), List.of(0L));
  private final Map<String, Function<List<Tensor>, Tensor>> functions = new LinkedHashMap<>();
  private final Map<String, Shape[]> shapes = new LinkedHashMap<>();

  private void of(String name, Function<List<Tensor>, Tensor> function, Shape... inputs) {
    functions.put(name, function);
    shapes.put(name, inputs);
  }

  private static Shape s(long... dims) {
    return Shape.of(dims);
  }

  @Test
  void areThoseOfTheInputs() {
    moves();
    joins();
    numbers();
    layers();
    functions.forEach(
        (name, function) -> {
          List<Tensor> x =
              Stream.of(shapes.get(name))
                  .map(shape -> Ops.placeholder("x", new Spec(DataType.DOUBLE, shape)))
                  .toList();
          Tensor y = function.apply(x);
          List<Tensor> gradients = Gradients.of(Ops.sum(y.times(y)), x);
          for (int i = 0; i < x.size(); i++) {
            Tensor gradient = gradients.get(i);
            assertThat(gradient.shape()).as("%s, %d", name, i).isEqualTo(x.get(i).shape());
            assertThat(gradient.dataType()).as(name).isEqualTo(DataType.DOUBLE);
            assertThat(gradient.op()).as("%s, %d", name, i).isNotInstanceOf(Fill.class);
          }
        });
  }

  private void moves() {
    of("reshape", x -> Ops.reshape(x.get(0), 3, 4), s(2, 6));
    of("transpose", x -> Ops.transpose(x.get(0), 2, 0, 1), s(2, 3, 4));
    of("expandDims", x -> Ops.expandDims(x.get(0), 1), s(2, 3));
    of("squeeze", x -> Ops.squeeze(x.get(0), 1), s(2, 1, 3));
    of("broadcastTo", x -> Ops.broadcastTo(x.get(0), s(4, 2, 3)), s(2, 1));
    of("slice", x -> Ops.slice(x.get(0), 1, 1, 4), s(2, 6));
    of("slice with a step", x -> Ops.slice(x.get(0), 1, 0, 6, 2), s(2, 6));
    of("slice with a step twice", x -> twice(Ops.slice(x.get(0), 1, 0, 10, 2), x.get(0)), s(2, 10));
    of("select", x -> Ops.select(x.get(0), 1, 2), s(2, 6, 3));
    of("flip", x -> Ops.flip(x.get(0), 1), s(2, 3));
    of("pad", x -> Ops.pad(x.get(0), 1, 2, 3), s(2, 3));
    of("repeat", x -> Ops.repeat(x.get(0), 2, 1), s(2, 3));
    of("tile", x -> Ops.tile(x.get(0), 1, 2), s(2, 3));
    of("sort", x -> Ops.sort(x.get(0), true), s(2, 3));
    of("topK", x -> Ops.topK(x.get(0), 2).get(0), s(2, 3));
    of("cumsum", x -> Ops.cumsum(x.get(0), 1), s(2, 3));
    of("cumsum from the end", x -> Ops.cumsum(x.get(0), 1, true), s(2, 3));
  }

  private void joins() {
    of("concatenate", x -> Ops.concatenate(x, 1), s(2, 3), s(2, 4), s(2, 1));
    of("stack", x -> Ops.stack(x, 0), s(2, 3), s(2, 3));
    of("split", x -> split(x.get(0)), s(2, 6));
    of("where", x -> Ops.where(Ops.greater(x.get(0), 0), x.get(0), x.get(1)), s(2, 3), s(3));
    of("take", x -> Ops.take(x.get(0), Ops.arange(5, DataType.DOUBLE)), s(7, 3));
    of(
        "take twice",
        x -> twice(Ops.take(x.get(0), Ops.arange(5, DataType.DOUBLE)), x.get(0)),
        s(7, 3));
    of("matmul", x -> Ops.matmul(x.get(0), x.get(1)), s(2, 3), s(3, 4));
    of("matmul of batches", x -> Ops.matmul(x.get(0), x.get(1)), s(5, 2, 3), s(3, 4));
    of("dense", x -> Ops.dense(x.get(0), x.get(1)), s(2, 5, 3), s(3, 4));
    of("einsum", x -> Ops.einsum("abc,cd->abd", x.get(0), x.get(1)), s(2, 5, 3), s(3, 4));
  }

  private static Tensor split(Tensor x) {
    List<Tensor> parts = Ops.split(x, 3, 1);
    return Ops.add(parts.get(0), parts.get(2));
  }

  private void numbers() {
    of("sum", x -> Ops.sum(x.get(0), 1), s(2, 3));
    of("mean", x -> Ops.mean(x.get(0), 1), s(2, 3));
    of("max", x -> Ops.max(x.get(0), 1), s(2, 3));
    of("min", x -> Ops.min(x.get(0), 1, true), s(2, 3));
    of("prod", x -> Ops.prod(x.get(0), 1), s(2, 3));
    of("prod of all", x -> Ops.prod(x.get(0)), s(2, 3));
    of("var", x -> Ops.var(x.get(0), new int[] {1}, false), s(2, 3));
    of("norm", x -> Ops.norm(x.get(0), new int[] {1}, false), s(2, 3));
    of("logsumexp", x -> Ops.logsumexp(x.get(0), 1, false), s(2, 3));
    of("softmax", x -> Ops.softmax(x.get(0)), s(2, 3));
    of("softmax twice", x -> twice(Ops.softmax(x.get(0)), x.get(0)), s(2, 3));
    of("logSoftmax", x -> Ops.logSoftmax(x.get(0)), s(2, 3));
    of("logSoftmax of axis 0", x -> Ops.logSoftmax(x.get(0), 0), s(2, 3));
    of("sigmoid twice", x -> twice(Ops.sigmoid(x.get(0)), x.get(0)), s(2, 3));
    of("tanh twice", x -> twice(Ops.tanh(x.get(0)), x.get(0)), s(2, 3));
    of("identity", x -> Ops.identity(x.get(0)), s(2, 3));
    of("cast", x -> Ops.cast(Ops.cast(x.get(0), DataType.FLOAT), DataType.DOUBLE), s(2, 3));
    of("powers", x -> Ops.power(x.get(0), x.get(1)), s(2, 3), s(3));
  }

  private static Tensor twice(Tensor y, Tensor x) {
    return Gradients.of(Ops.sum(y.times(y)), List.of(x)).get(0);
  }

  private void layers() {
    of("conv", x -> Ops.conv(x.get(0), x.get(1), WINDOW, 1), s(2, 9, 2), s(3, 2, 4));
    of(
        "conv twice",
        x -> twice(Ops.conv(x.get(0), x.get(1), WINDOW, 1), x.get(1)),
        s(2, 9, 2),
        s(3, 2, 4));
    of(
        "conv's input twice",
        x -> {
          Tensor dx = twice(Ops.conv(x.get(0), x.get(1), WINDOW, 1), x.get(0));
          assertThat(dx.op()).isInstanceOf(ConvInput.class);
          return dx;
        },
        s(2, 9, 2),
        s(3, 2, 4));
    of(
        "convTranspose",
        x -> Ops.convTranspose(x.get(0), x.get(1), WINDOW, 1, s(2, 9, 2)),
        s(2, 7, 4),
        s(3, 2, 4));
    of("maxPool", x -> Ops.maxPool(x.get(0), List.of(2L), WINDOW), s(2, 9, 2));
    of("averagePool", x -> Ops.averagePool(x.get(0), List.of(2L), WINDOW), s(2, 9, 2));
    of(
        "layerNormalize",
        x -> Ops.layerNormalize(x.get(0), x.get(1), x.get(2), 1e-3),
        s(4, 3),
        s(3),
        s(3));
    of(
        "batchNormalize",
        x -> Ops.batchNormalize(x.get(0), x.get(1), x.get(2), 1e-3).get(0),
        s(4, 3),
        s(3),
        s(3));
    of(
        "lstm",
        x -> Ops.lstm(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5)).get(0),
        s(2, 7, 3),
        s(2, 5),
        s(2, 5),
        s(3, 20),
        s(5, 20),
        s(20));
    of(
        "gru",
        x -> Ops.gru(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4)).get(0),
        s(2, 7, 3),
        s(2, 5),
        s(3, 15),
        s(5, 15),
        s(15));
  }

  @Test
  void conveniencesAreTheirLongForms() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.DOUBLE, s(2, 3)));

    Map<String, Tensor> made = new LinkedHashMap<>();
    made.put("add", x.plus(x));
    made.put("subtract", x.minus(x));
    made.put("multiply", x.times(x));
    made.put("divide", x.dividedBy(x));
    made.put("negate", x.negated());
    made.put("ceil", Ops.ceil(x));
    made.put("isNan", Ops.isnan(x));
    made.put("maximum", Ops.maximum(x, 0));
    made.put("minimum", Ops.minimum(x, 0));
    made.put("notEqual", Ops.notEqual(x, 0));
    made.put("greaterEqual", Ops.greaterEqual(x, 0));
    made.put("lessEqual", Ops.lessEqual(x, 0));
    made.forEach(
        (name, tensor) -> {
          assertThat(tensor.op().name()).isEqualTo(name);
          assertThat(tensor.shape()).isEqualTo(x.shape());
        });
    assertThat(Ops.notEqual(x, x).op().name()).isEqualTo("notEqual");
    for (Tensor logic : List.of(Ops.logicalAnd(x, x), Ops.logicalOr(x, x), Ops.logicalNot(x))) {
      assertThat(logic.shape()).isEqualTo(x.shape());
    }
    assertThat(Ops.argmin(x, 1).shape()).isEqualTo(s(2));
    assertThat(Ops.argsort(x, true).shape()).isEqualTo(s(2, 3));
    assertThat(Ops.prod(x, 0, true).shape()).isEqualTo(s(1, 3));
    assertThat(Ops.max(x, 0, true).shape()).isEqualTo(s(1, 3));
    assertThat(Ops.arange(4, DataType.FLOAT).spec()).isEqualTo(new Spec(DataType.FLOAT, s(4)));
    assertThat(Ops.arange(4, DataType.DOUBLE).spec()).isEqualTo(new Spec(DataType.DOUBLE, s(4)));
    Tensor draw = Ops.constant(0, DataType.DOUBLE);
    assertThat(Ops.randomNormal(1, draw, x.spec()).spec()).isEqualTo(x.spec());
    assertThat(Ops.randomUniform(1, draw, x.spec()).spec()).isEqualTo(x.spec());
  }
}
