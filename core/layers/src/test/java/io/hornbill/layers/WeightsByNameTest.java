package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.graph.Variable;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** Weights by Keras' names: {@code layer.kernel}, {@code layer.bias}, {@code layer.embeddings}. */
class WeightsByNameTest {
  private static Arguments of(
      Layer layer, Supplier<Variable> kernel, Supplier<Variable> bias, long... input) {
    return Arguments.of(layer, kernel, bias, input);
  }

  static Stream<Arguments> layers() {
    Dense dense = new Dense(3);
    Conv2D conv = new Conv2D(3, 2);
    Conv2DTranspose transposed = new Conv2DTranspose(3, 2);
    DepthwiseConv2D depthwise = new DepthwiseConv2D(2);
    EinsumDense einsum = new EinsumDense("ab,bc->ac", 3).biasAxes("c");
    return Stream.of(
        of(dense, dense::kernel, dense::bias, 1, 4),
        of(conv, conv::kernel, conv::bias, 1, 5, 5, 4),
        of(transposed, transposed::kernel, transposed::bias, 1, 5, 5, 4),
        of(depthwise, depthwise::kernel, depthwise::bias, 1, 5, 5, 4),
        of(einsum, einsum::kernel, einsum::bias, 1, 4));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void kernelAndBias(
      Layer layer, Supplier<Variable> kernel, Supplier<Variable> bias, long[] input) {
    assertThatIllegalStateException()
        .isThrownBy(kernel::get)
        .withMessageStartingWith(
            "Layer \"%s\": the layer must be built to have a kernel.".formatted(layer.name()));
    layer.apply(Nd4j.ones(input));

    assertThat(List.of(kernel.get(), bias.get())).isEqualTo(layer.weights());
  }

  @Test
  void withoutBias() {
    Dense dense = new Dense(3).useBias(false).name("d");
    dense.apply(Nd4j.ones(1, 4));

    assertThat(dense.kernel()).isSameAs(dense.weights().get(0));
    assertThatIllegalStateException()
        .isThrownBy(dense::bias)
        .withMessage(
            "Layer \"d\": the layer must have a bias. Received: useBias(false). Leave useBias(false) out.");
  }

  @Test
  void embeddings() {
    Embedding table = new Embedding(5, 2).name("e");
    assertThatIllegalStateException()
        .isThrownBy(table::embeddings)
        .withMessage(
            "Layer \"e\": the layer must be built to have a table of embeddings. Received: a layer"
                + " that has seen no input. Put it into a model that begins with an Input, and call"
                + " model.countParams(), or call the layer on an array.");
    table.apply(Nd4j.ones(1, 3));

    assertThat(table.embeddings()).isSameAs(table.weights().get(0));
  }
}
