package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Ten steps on three tensors for every optimizer with every option. */
class OptimizerParityTest {
  private static final Golden GOLDEN = Golden.read("optimizers");
  private static final Parity PARITY = new Parity("optimizers");

  /** Keras ignores relative_step, which here lets the rate of 2 be 2. */
  private static final String DEAD_IN_KERAS = "Adafactor/relative_step False, learning_rate 2.0";

  static Stream<Golden.Case> cases() {
    return GOLDEN.cases().filter(c -> !c.label().equals(DEAD_IN_KERAS));
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKerasInDoublePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.DOUBLE)).isLessThan(1e-6);
  }

  /** Two of Muon's cases diverge to numbers that only doubles can hold. */
  static Stream<Golden.Case> casesWithinFloats() {
    return cases().filter(c -> greatest(c.node().get("weights")) < Float.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("casesWithinFloats")
  void agreesWithKerasInSinglePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.FLOAT)).isLessThan(2e-5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsItsVariablesInTheOrderOfKeras(Golden.Case golden) {
    Optimizer optimizer = Optimizers.get(golden.className(), golden.config());
    List<Variable> variables = optimizer.build(Training.variables(initial(DataType.DOUBLE)));

    List<String> shapes = new ArrayList<>();
    golden.node().get("variables").forEach(v -> shapes.add(v.at("/value/shape").toString()));
    assertThat(variables).extracting(v -> v.shape().toString().replace(" ", "")).isEqualTo(shapes);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsItsConfiguration(Golden.Case golden) {
    Optimizer optimizer = Optimizers.get(golden.className(), golden.config());

    assertThat(Optimizers.get(optimizer.name(), optimizer.config()).config())
        .isEqualTo(optimizer.config());
    assertThat(optimizer.config().asMap().keySet()).containsAll(golden.config().asMap().keySet());
  }

  private static double error(Golden.Case golden, DataType dataType) {
    Optimizer optimizer = Optimizers.get(golden.className(), golden.config());
    JsonNode rates = golden.node().get("learning_rates");
    JsonNode steps = golden.node().get("weights");
    double worst = 0;
    try (Training training = new Training(optimizer, initial(dataType))) {
      for (int i = 0; i < steps.size(); i++) {
        if (rates != null) {
          assertThat(optimizer.learningRate())
              .isCloseTo(rates.get(i).asDouble(), withinPercentage(1e-5));
        }
        training.step(gradients(golden, i, dataType));
        worst = Math.max(worst, error(training.weights(), steps.get(i)));
      }
      worst = Math.max(worst, slots(optimizer, golden));
      if (golden.has("finalized")) {
        optimizer.finish();
        worst = Math.max(worst, error(training.weights(), golden.node().get("finalized")));
      }
    }
    PARITY.record(golden.className(), dataType, worst);
    return worst;
  }

  private static List<INDArray> gradients(Golden.Case golden, int step, DataType dataType) {
    List<INDArray> gradients = Golden.arrays(GOLDEN.root().get("gradients").get(step), dataType);
    for (JsonNode infinite : golden.node().path("infinite")) {
      if (infinite.asInt() == step) {
        gradients.forEach(gradient -> gradient.muli(Double.POSITIVE_INFINITY));
      }
    }
    return gradients;
  }

  private static double slots(Optimizer optimizer, Golden.Case golden) {
    double worst = 0;
    int i = 0;
    for (Variable variable : optimizer.variables()) {
      JsonNode expected = golden.node().get("variables").get(i++).get("value");
      worst =
          Math.max(worst, Golden.error(variable.value(), Golden.array(expected, DataType.DOUBLE)));
    }
    return worst;
  }

  private static double error(List<INDArray> actual, JsonNode expected) {
    double worst = 0;
    for (int i = 0; i < actual.size(); i++) {
      INDArray array = Golden.array(expected.get(i), DataType.DOUBLE);
      worst = Math.max(worst, Golden.error(actual.get(i), array));
    }
    return worst;
  }

  private static double greatest(JsonNode steps) {
    double greatest = 0;
    for (JsonNode step : steps) {
      for (INDArray array : Golden.arrays(step, DataType.DOUBLE)) {
        greatest = Math.max(greatest, array.amaxNumber().doubleValue());
      }
    }
    return greatest;
  }

  private static List<INDArray> initial(DataType dataType) {
    return Golden.arrays(GOLDEN.root().get("initial"), dataType);
  }
}
