package io.hornbill.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What must hold of every registered activation; a new one is covered as soon as it has a name. */
class ActivationContractTest {
  private static final INDArray X = Evaluate.uniform(5, -4, 4, 3, 6);

  static Stream<String> names() {
    return Activations.names().stream().filter(name -> !name.startsWith("activations_test_"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientIsTheDerivative(String name) {
    Evaluate.assertGradients(x -> Activations.get(name).apply(x.get(0)), X);
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesItsArgumentAlone(String name) {
    INDArray x = X.dup();

    Evaluate.of(in -> Activations.get(name).apply(in.get(0)), x);

    assertThat(x).isEqualTo(X);
  }

  @ParameterizedTest
  @MethodSource("names")
  void singlePrecisionGivesTheSame(String name) {
    ActivationFunction function = Activations.get(name);

    INDArray doubles = Evaluate.of(in -> function.apply(in.get(0)), X);
    INDArray floats = Evaluate.of(in -> function.apply(in.get(0)), X.castTo(DataType.FLOAT));

    for (long i = 0; i < doubles.length(); i++) {
      double expected = doubles.getDouble(i);
      assertThat(floats.getDouble(i))
          .isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsTheShapeOfABatchThatIsUnknown(String name) {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(Shape.UNKNOWN, 5, 6)));

    Tensor y = Activations.get(name).apply(x);

    long features = name.equals("glu") ? 3 : 6;
    assertThat(y.shape()).isEqualTo(Shape.of(Shape.UNKNOWN, 5, features));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsNameAndConfiguration(String name) {
    ActivationFunction function = Activations.get(name);

    ActivationFunction again = Activations.get(function.name(), function.config());

    assertThat(again).hasSameClassAs(function);
    assertThat(again.config()).isEqualTo(function.config());
  }
}
