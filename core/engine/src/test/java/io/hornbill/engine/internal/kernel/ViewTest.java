package io.hornbill.engine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Offsets and strides as one counts them in an array {@code [2, 3, 4]}. */
class ViewTest {
  private static final Tensor X = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 3, 4)));

  private static void assertView(View view, long offset, List<Integer> dims, List<Integer> steps) {
    assertThat(view.offset()).isEqualTo(offset);
    assertThat(view.dims()).containsExactly(dims.stream().mapToLong(d -> d).toArray());
    assertThat(view.strides()).containsExactly(steps.stream().mapToLong(s -> s).toArray());
  }

  private static View read(Tensor moved) {
    return View.read(moved.node());
  }

  @Test
  void theLastAxisOfADenseArrayIsTheFastest() {
    assertView(View.dense(X.shape()), 0, List.of(2, 3, 4), List.of(12, 4, 1));
    assertThat(View.dense(X.shape()).isContiguous()).isTrue();
  }

  @Test
  void transposingPermutesLengthsAndStrides() {
    assertView(read(Ops.transpose(X, 2, 0, 1)), 0, List.of(4, 2, 3), List.of(1, 12, 4));
    View there = View.dense(X.shape()).permuted(List.of(2, 0, 1));
    assertThat(there.isContiguous()).isFalse();
    assertView(there.unpermuted(List.of(2, 0, 1)), 0, List.of(2, 3, 4), List.of(12, 4, 1));
  }

  @Test
  void aPartBeginsLaterAndStepsFurther() {
    View everySecond = View.dense(X.shape()).stepped(2, 1, 2, 2);
    assertView(everySecond, 1, List.of(2, 3, 2), List.of(12, 4, 2));
    assertThat(everySecond.isContiguous()).isFalse();
    View second = View.dense(X.shape()).stepped(0, 1, 1, 1);
    assertView(second, 12, List.of(1, 3, 4), List.of(12, 4, 1));
    assertThat(second.isContiguous()).isTrue();
  }

  @Test
  void whatIsRepeatedStandsStill() {
    View row = View.dense(Shape.of(3, 1)).repeated(Shape.of(2, 3, 4));
    assertView(row, 0, List.of(2, 3, 4), List.of(0, 1, 0));
  }

  @Test
  void axesBeforeTheOthersHaveLengthOne() {
    View led = View.dense(Shape.of(3, 4)).led(3, 12);
    assertView(led, 0, List.of(1, 3, 4), List.of(12, 4, 1));
  }

  @Test
  void partsOfAConcatenationFollowEachOther() {
    List<View> parts = View.parts(Ops.concatenate(List.of(X, X), 1).node());
    assertThat(parts).hasSize(2);
    assertView(parts.get(0), 0, List.of(2, 3, 4), List.of(24, 4, 1));
    assertView(parts.get(1), 12, List.of(2, 3, 4), List.of(24, 4, 1));
  }

  @Test
  void whatComputesIsNoView() {
    assertThat(read(X.plus(1))).isNull();
  }
}
