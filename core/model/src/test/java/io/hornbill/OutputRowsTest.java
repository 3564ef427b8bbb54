package io.hornbill;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Outputs of a model have the same number of rows, and elements. */
class OutputRowsTest {
  @Test
  void outputsOfDifferentRowsAreRefused() {
    Tensor x = Input.of(4);
    try (Model model = new Model(x, List.of(x.times(2), Ops.slice(x, 0, 0, 2)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Nd4j.ones(3, 4)))
          .withMessage(
              "Model: all outputs must have the same number of rows. Received: shapes [[3, 4], [2,"
                  + " 4]]. Keep the first axis of the input.");
    }
  }

  @Test
  void outputsWithoutElementsAreRefused() {
    Tensor x = Input.of(4);
    try (Model model = new Model(x, Ops.slice(x, 1, 2, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Nd4j.ones(3, 4)))
          .withMessageContaining(
              "Plan: what is computed must have elements. Received: shape [3, 0]");
    }
  }
}
