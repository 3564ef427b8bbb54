package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Ops between layers, by the names of keras.ops; the numbers are those of Keras 3.15.1. */
class OpsByTheirKerasNamesTest {
  private static final INDArray X =
      Nd4j.createFromArray(new float[][] {{-1, 0, .5f}, {2, -.25f, 3}});
  private static final float[] COUNT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /** Also after the model was written and read. */
  private static void assertGives(INDArray x, UnaryOperator<Tensor> op, float... expected) {
    long[] sample = x.slice(0).shape();
    Tensor in = Input.of(sample);
    try (Model model = new Model(in, op.apply(in));
        Model again = Model.fromJson(model.toJson())) {
      for (Model one : List.of(model, again)) {
        assertThat(one.predict(x).dup('c').data().asFloat())
            .containsExactly(expected, within(1e-6f));
      }
    }
  }

  @Test
  void gelu() {
    assertGives(X, Ops::gelu, -0.1588079f, 0, 0.3457140f, 1.9545977f, -0.1003246f, 2.9963626f);
    assertGives(
        X,
        x -> Ops.gelu(x, false),
        -0.1586553f,
        0,
        0.3457312f,
        1.9544997f,
        -0.1003234f,
        2.9959502f);
  }

  @Test
  void normalize() {
    assertGives(X, Ops::normalize, -0.8944272f, 0, 0.4472136f, 0.5533715f, -0.0691714f, 0.8300573f);
    assertGives(
        X,
        x -> Ops.normalize(x, 1, 3),
        -0.9614997f,
        0,
        0.4807498f,
        0.6113304f,
        -0.0764163f,
        0.9169956f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ops.normalize(Input.of(3), 1, 0))
        .withMessageContaining("normalize: order must be at least 1. Received: 0.");
  }

  @Test
  void depthToSpaceAndBack() {
    INDArray deep = Nd4j.createFromArray(COUNT).reshape(1, 2, 2, 4);
    INDArray wide = Nd4j.createFromArray(COUNT).reshape(1, 4, 4, 1);
    float[] moved = {0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15};
    assertGives(deep, x -> Ops.depthToSpace(x, 2), moved);
    assertGives(wide, x -> Ops.spaceToDepth(x, 2), moved);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ops.depthToSpace(Input.of(2, 2, 6), 2))
        .withMessageContaining("of multiples of 1 by 1 by 4. Received: shape");
  }
}
