package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.graph.Shape;
import io.hornbill.initializers.Initializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights are theirs alone, whatever an initializer of one's own returns. */
class OwnInitializerTest {
  private static INDArray kernel(INDArray made) {
    Initializer initializer = (shape, dataType, random) -> made;
    Dense layer = new Dense(2).useBias(false).kernelInitializer(initializer);
    layer.buildFor(Shape.of(-1, 2));
    return layer.weights().get(0).value();
  }

  @Test
  void anArrayThatOthersHaveIsCopied() {
    INDArray shared = Nd4j.ones(DataType.FLOAT, 2, 2);
    INDArray first = kernel(shared);
    INDArray second = kernel(shared);
    shared.assign(5);
    shared.close();

    assertThat(first.data().asFloat()).containsExactly(1, 1, 1, 1);
    assertThat(second.data().asFloat()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void anotherTypeIsConvertedAndAViewIsCopied() {
    INDArray view = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}).transpose();
    INDArray kernel = kernel(view);

    assertThat(kernel.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(kernel.getFloat(0, 1)).isEqualTo(3);
  }

  @Test
  void nullAndClosedArraysAreRefused() {
    INDArray closed = Nd4j.ones(2, 2);
    closed.close();
    for (INDArray made : new INDArray[] {null, closed}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kernel(made))
          .withMessageStartingWith(
              "Initializer: the first value of a weight must be an array that is open. Received: ")
          .withMessageContaining(" for \"kernel\" from ")
          .withMessageEndingWith("Return a new array of the shape that is asked for.");
    }
  }
}
