package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Input;
import io.hornbill.graph.Shape;
import org.junit.jupiter.api.Test;

/** Kernels of their own at each place: what the fixtures of Keras do not show. */
class LocallyConnectedTest {
  @Test
  void aWindowAsLongAsTheInputHasOnePlace() {
    assertThat(new LocallyConnected1D(2, 3).outputShape(Shape.of(-1, 3, 1)))
        .isEqualTo(Shape.of(-1, 1, 2));
  }

  @Test
  void aWindowLongerThanTheInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocallyConnected1D(2, 4).name("own").apply(Input.of(3, 1)))
        .withMessage(
            "LocallyConnected1D \"own\": the window must fit into the input. Received: kernelSize"
                + " [4], input [?, 3, 1]. Use a smaller one, padding \"same\", or larger inputs.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocallyConnected1D(2, 2).dilationRate(3).apply(Input.of(3, 1)))
        .withMessageContaining("the window must fit into the input. Received: kernelSize [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LocallyConnected2D(1, 3, 5)
                    .dataFormat("channels_first")
                    .apply(Input.of(1, 4, 4)))
        .withMessageContaining(
            "the window must fit into the input. Received: kernelSize [3, 5], input [?, 4, 4, 1]");
  }

  @Test
  void anUnknownLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocallyConnected1D(2, 3).apply(Input.of(-1, 1)))
        .withMessageContaining(
            "the lengths of all axes but the batch must be known. Received: [?, ?, 1]");
  }
}
