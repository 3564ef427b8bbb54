package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.GraphRunner;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Functions of Ops give what those of keras.ops give by the same names. The numbers are Keras'. */
class KerasOpsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private final Tensor x = Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(2, 3)));
  private final Tensor y = Ops.placeholder("y", new Spec(DataType.DOUBLE, Shape.of(2, 3)));
  private final double[] some = {1, -2, 0.5, 4, 3, -1};
  private final double[] shares = {.7, .2, .1, .3, .3, .4};

  private void gives(Function<Tensor, Tensor> f, double... expected) {
    gives((x, y) -> f.apply(x), some, some, expected);
  }

  private void gives(
      BiFunction<Tensor, Tensor, Tensor> f, double[] a, double[] b, double... expected) {
    double[] actual =
        GraphRunner.present()
            .prepare(List.of(x, y), List.of(f.apply(x, y)), List.of())
            .run(
                List.of(
                    Nd4j.createFromArray(a).reshape(2, 3), Nd4j.createFromArray(b).reshape(2, 3)))
            .get(0)
            .dup('c')
            .data()
            .asDouble();
    assertThat(actual).containsExactly(expected, within(1e-5));
  }

  @Test
  void reductions() {
    gives(x -> Ops.std(x, 1), 1.312334656715393, 2.1602468490600586);
    gives(x -> Ops.var(x, 0, true), 2.25, 6.25, 0.5625);
    gives(x -> Ops.logsumexp(x, -1), 1.5045969486236572, 4.318175315856934);
    gives(x -> Ops.norm(x, 1, true), 2.291287899017334, 5.099019527435303);
    gives(x -> Ops.all(x.plus(2), 1), 0, 1);
    gives(x -> Ops.any(Ops.greater(x, 2), 0), 1, 1, 0);
    gives(x -> Ops.sort(x, 0), 1, -2, -1, 4, 3, 0.5);
    gives(x -> Ops.argsort(x, 1), 1, 2, 0, 2, 1, 0);
  }

  @Test
  void shapes() {
    gives(x -> Ops.swapaxes(x, 0, 1), 1, 4, -2, 3, 0.5, -1);
    gives(x -> Ops.moveaxis(x, -1, 0), 1, 4, -2, 3, 0.5, -1);
    gives(x -> Ops.tile(x, 1, 2), 1, -2, 0.5, 1, -2, 0.5, 4, 3, -1, 4, 3, -1);
    gives(
        x -> Ops.pad(x, new int[] {0, 0}, new int[] {1, 2}),
        new double[] {0, 1, -2, 0.5, 0, 0, 0, 4, 3, -1, 0, 0});
    assertThat(Ops.tile(x, 2, 1, 1).shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(Ops.pad(x, new int[] {1, 1}).shape()).isEqualTo(Shape.of(4, 5));
    assertThatThrownBy(() -> Ops.pad(x, new int[] {1, 1}, new int[] {1}))
        .hasMessage(
            "pad: padWidth must have a pair for each of the 2 axes. Received: [[1, 1], [1]]. "
                + "Give {before, after} for each axis.");
  }

  @Test
  void elements() {
    gives(x -> Ops.mod(x, 3), 1, 1, 0.5, 1, 0, 2);
    gives(x -> Ops.floorDivide(x, 2), 0, -1, 0, 2, 1, -1);
    double[] odd = {1, INF, Double.NaN, -INF, 0, 2};
    gives((x, y) -> Ops.isfinite(x), odd, some, 1, 0, 0, 0, 1, 1);
    gives((x, y) -> Ops.isinf(x), odd, some, 0, 1, 0, 1, 0, 0);
    gives((x, y) -> Ops.isnan(x), odd, some, 0, 0, 1, 0, 0, 0);
    double[] ones = {1, 1, 0, 0, 1, 0};
    gives(Ops::logicalXor, new double[] {1, 0, 2, 0, 3, 0}, ones, 0, 1, 1, 0, 0, 0);
    gives(Ops::floorDivide, some, new double[] {2, 2, 2, 3, 3, 3}, 0, -1, 0, 1, 1, -1);
  }

  @Test
  void activations() {
    gives(Ops::elu, 1, -0.8646647334098816, 0.5, 4, 3, -0.6321205496788025);
    gives(
        Ops::selu, 1.0507010, -1.5201665163040161, 0.5253505, 4.2028041, 3.1521029, -1.1113307476);
    gives(Ops::silu, 0.73105860, -0.23840584, 0.31122968, 3.92805505, 2.85772228, -0.26894143);
    gives(Ops::leakyRelu, 1, -0.4, 0.5, 4, 3, -0.2);
    gives(Ops::relu6, 1, 0, 0.5, 4, 3, 0);
    gives(Ops::softsign, 0.5, -0.6666667, 0.3333333, 0.8, 0.75, -0.5);
    gives(Ops::logSigmoid, -0.3132617, -2.1269281, -0.4740770, -0.0181499, -0.0485874, -1.3132617);
    gives(Ops::hardSigmoid, 0.6666667, 0.1666667, 0.5833333, 1, 1, 0.3333333);
  }

  @Test
  void crossentropies() {
    double[] hot = {1, 0, 0, 0, 0, 1};
    gives(
        Ops::binaryCrossentropy,
        hot,
        shares,
        new double[] {0.35667497, 0.22314353, 0.10536055, 0.35667497, 0.35667497, 0.91629070});
    gives(
        (t, o) -> Ops.binaryCrossentropy(t, o, true),
        hot,
        some,
        new double[] {0.31326169, 0.12692800, 0.97407699, 4.01814985, 3.04858732, 1.31326174});
    gives(Ops::categoricalCrossentropy, hot, shares, 0.35667497, 0.91629070);
    gives((t, o) -> Ops.categoricalCrossentropy(t, o, true, -1), hot, some, 0.5045969, 5.3181753);
    double[] classes = {0, 9, 9, 2, 9, 9};
    gives(
        (t, o) -> Ops.sparseCategoricalCrossentropy(Ops.select(t, 1, 0), o),
        classes,
        shares,
        0.35667497,
        0.91629070);
    gives(
        (t, o) -> Ops.sparseCategoricalCrossentropy(Ops.slice(t, 1, 0, 1), o, true, 1),
        classes,
        some,
        0.5045969,
        5.3181753);
  }
}
