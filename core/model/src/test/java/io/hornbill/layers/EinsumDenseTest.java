package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.graph.Shape;
import io.hornbill.initializers.Constant;
import io.hornbill.initializers.GlorotUniform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes, settings and messages; the values are in the fixtures of real Keras. */
class EinsumDenseTest {
  private static List<Shape> weights(EinsumDense layer, long... input) {
    layer.buildFor(Shape.of(input));
    return layer.weights().stream().map(w -> w.shape()).toList();
  }

  @Test
  void weightsHaveTheAxesOfTheirLetters() {
    assertThat(weights(new EinsumDense("ab,bc->ac", 4), -1, 3)).containsExactly(Shape.of(3, 4));
    assertThat(weights(new EinsumDense("abc,cde->abde", -1, 2, 5).biasAxes("e"), -1, 7, 3))
        .containsExactly(Shape.of(3, 2, 5), Shape.of(5));
    assertThat(weights(new EinsumDense("abc,cde->abde", -1, 2, 5).biasAxes("d"), -1, 7, 3))
        .containsExactly(Shape.of(3, 2, 5), Shape.of(2, 1));
    assertThat(weights(new EinsumDense("...x,xy->...y", 4).biasAxes("y"), -1, 5, 6, 3))
        .containsExactly(Shape.of(3, 4), Shape.of(4));
    assertThat(weights(new EinsumDense("ab...,bc->ac...", 4).biasAxes("c"), -1, 3, 5, 6))
        .containsExactly(Shape.of(3, 4), Shape.of(4, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "'abc,cd->abd', '[?, 6, 4]'",
    "'...c,cd->...d', '[?, 6, 4]'",
    "'ac...,cd->ad...', '[?, 4, 5]'",
    "'abc,bd->adc', '[?, 4, 5]'"
  })
  void outputsHaveTheLengthsOfTheirLetters(String equation, String shape) {
    int[] given = equation.equals("abc,cd->abd") ? new int[] {-1, 4} : new int[] {4};
    given = equation.equals("abc,bd->adc") ? new int[] {4, -1} : given;
    assertThat(new EinsumDense(equation, given).apply(Input.of(6, 5)).shape()).hasToString(shape);
  }

  /** Glorot's limit is the root of 6 / (in + out): here 6 / (20 + 40 * 30). */
  @Test
  void initializersGoByTheAxesOfTheEquation() {
    EinsumDense layer = new EinsumDense("abc,cde->abde", -1, 40, 30);
    layer.buildFor(Shape.of(-1, 7, 20));
    double limit = Math.sqrt(6.0 / (20 + 40 * 30));
    assertThat(layer.getWeights().get(0).amaxNumber().doubleValue()).isBetween(0.99 * limit, limit);
    EinsumDense own =
        new EinsumDense("abc,cde->abde", -1, 40, 30)
            .kernelInitializer(new GlorotUniform().inputAxes(0).outputAxes(2));
    own.buildFor(Shape.of(-1, 7, 20));
    assertThat(own.getWeights().get(0).amaxNumber().doubleValue())
        .isBetween(0.99 * Math.sqrt(6.0 / 50), Math.sqrt(6.0 / 50));
  }

  @Test
  void settingsOfTheWeightsAreTheirs() {
    EinsumDense layer =
        new EinsumDense("ab,bc->ac", 2)
            .biasAxes("c")
            .kernelInitializer(new Constant(2))
            .kernelRegularizer("l2")
            .kernelConstraint("max_norm")
            .biasInitializer("ones")
            .biasRegularizer("l1")
            .biasConstraint("non_neg");
    layer.buildFor(Shape.of(-1, 3));
    for (var weight : layer.weights()) {
      assertThat(weight.regularizer()).isNotNull();
      assertThat(weight.constraint()).isNotNull();
    }
    assertThat(layer.getWeights().get(0).maxNumber().doubleValue()).isEqualTo(2);
    assertThat(layer.getWeights().get(1).maxNumber().doubleValue()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> new EinsumDense("ab->ba", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EinsumDense: equation must be like \"ab,bc->ac\", \"...ab,bc->...ac\" or \"ab...,bc->ac...\". Received: \"ab->ba\". Use a letter for each axis.");
    assertThatThrownBy(() -> new EinsumDense("ab,bc->ac", 2).name("e").apply(Input.of(3, 4)))
        .hasMessage(
            "EinsumDense \"e\": the input must have an axis for each letter of \"ab,bc->ac\". Received: 3 axes. Change the equation.");
    assertThatThrownBy(() -> new EinsumDense("ab,bc->ac", 2, 3, 4).name("e").apply(Input.of(3)))
        .hasMessageContaining("outputShape must have a length for each axis");
    assertThatThrownBy(() -> new EinsumDense("abc,cd->abd", 9, 4).name("e").apply(Input.of(6, 5)))
        .hasMessage(
            "EinsumDense \"e\": axis \"b\" must have the same length in input and output. Received: 6 and 9. Put -1 into outputShape.");
    assertThatThrownBy(() -> new EinsumDense("ab,bc->ac", -1).name("e").apply(Input.of(3)))
        .hasMessageContaining("the length of the new axis \"c\" must be given. Received: none");
    assertThatThrownBy(() -> new EinsumDense("ab,bcz->ac", 2).name("e").apply(Input.of(3)))
        .hasMessageContaining("each letter of the kernel must be in input or output");
    assertThatThrownBy(
            () -> new EinsumDense("ab,bc->ac", 2).biasAxes("b").name("e").apply(Input.of(3)))
        .hasMessage(
            "EinsumDense \"e\": biasAxes must be letters of the output \"ac\". Received: \"b\". Change them.");
  }
}
