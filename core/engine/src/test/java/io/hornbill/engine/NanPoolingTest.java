package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Greatest values of places that cover NaN are NaN, as in Keras; all others are as without. */
class NanPoolingTest {
  private static INDArray run(INDArray x, java.util.function.UnaryOperator<Tensor> f) {
    Tensor input = Ops.placeholder("x", new Spec(x.dataType(), Shape.of(x.shape())));
    try (Plan plan =
        Plan.compile(
            new Program(List.of(input), List.of(f.apply(input)), List.of()), PlanOptions.DEFAULT)) {
      plan.input(0).assign(x);
      plan.run();
      return plan.output(0).dup();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, FLOAT", "2, FLOAT", "3, FLOAT", "1, DOUBLE", "2, DOUBLE", "3, DOUBLE"})
  void greatestValuesOfWindowsPassNanOn(int axes, DataType type) {
    long[] shape = new long[axes + 2];
    java.util.Arrays.fill(shape, 8);
    shape[0] = 2;
    shape[axes + 1] = 3;
    INDArray x = Nd4j.arange((double) Shape.of(shape).size()).castTo(type).reshape('c', shape);
    List<Long> twos = Collections.nCopies(axes, 2L);
    List<Long> zeros = Collections.nCopies(axes, 0L);
    Window window = new Window(twos, Collections.nCopies(axes, 1L), zeros, zeros);
    INDArray plain = run(x, t -> Ops.maxPool(t, twos, window));
    x.data().put(5L, Double.NaN); // first sample, second place of the last axis, channel 2
    INDArray y = run(x, t -> Ops.maxPool(t, twos, window));
    List<Long> different = new ArrayList<>();
    for (long i = 0; i < y.length(); i++) {
      if (Double.isNaN(y.data().getDouble(i))) {
        different.add(i);
      } else {
        assertThat(y.data().getDouble(i)).isEqualTo(plain.data().getDouble(i));
      }
    }
    assertThat(different).containsExactly(2L);
  }

  @Test
  void overlappingAndPaddedWindowsAllPassNanOn() {
    INDArray x = Nd4j.createFromArray(1f, 2f, Float.NaN, 4f, 5f, 6f, 7f, 8f).reshape(1, 8, 1);
    List<Long> one = List.of(1L);
    Window window = new Window(one, one, one, one);
    INDArray y = run(x, t -> Ops.maxPool(t, List.of(3L), window));
    assertThat(y.reshape(8).toFloatVector())
        .containsExactly(2, Float.NaN, Float.NaN, Float.NaN, 6, 7, 8, 8);
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "20000, 0", "20000, 1", "4, 1"})
  void greatestAndLeastOfAxesPassNanOn(int rows, int axis) {
    INDArray x = Nd4j.ones(DataType.FLOAT, rows, 4);
    x.putScalar(1, 2, Float.NaN);
    for (boolean max : new boolean[] {true, false}) {
      INDArray y = run(x, t -> max ? Ops.max(t, axis, false) : Ops.min(t, axis, false));
      assertThat(y.getFloat(axis == 0 ? 2 : 1)).isNaN();
      assertThat(y.getFloat(0)).isEqualTo(1);
      assertThat(run(x, t -> max ? Ops.max(t) : Ops.min(t)).getFloat(0)).isNaN();
    }
  }

  @Test
  void windowsMuchLargerThanTheirInputTakeNoLongerThanTheInput() {
    INDArray x = Nd4j.arange(1.0, 65).castTo(DataType.DOUBLE).reshape('c', 1, 8, 8, 1);
    long size = 1 << 20;
    Window window =
        new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(size - 1, size - 1), List.of(0L, 0L));
    INDArray y = run(x, t -> Ops.maxPool(t, List.of(size, size), window));
    assertThat(y.getDouble(0, 7, 7, 0)).isEqualTo(64);
    assertThat(y.getDouble(0, 0, 3, 0)).isEqualTo(4);
  }
}
