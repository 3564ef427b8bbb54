package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for every optimizer of the registry that needs no other. */
class OptimizerContractTest {
  static Stream<String> names() {
    return Optimizers.names().stream()
        .filter(name -> !name.contains("of_a_test") && !name.equals("SignDescent"))
        .filter(name -> !name.equals("LossScaleOptimizer") && !name.equals("MultiOptimizer"));
  }

  /** The loss is the sum of squares, whose gradient is twice the weight. */
  @ParameterizedTest
  @MethodSource("names")
  void goesDownhill(String name) {
    Optimizer optimizer = Optimizers.get(name).learningRate(name.equals("Adadelta") ? 10 : 0.02);
    try (Training training = new Training(optimizer, initial(DataType.FLOAT))) {
      double before = loss(training);
      for (int i = 0; i < 60; i++) {
        training.step(training.weights().stream().map(w -> w.mul(2)).toList());
      }
      assertThat(loss(training)).isLessThan(0.9 * before);
      assertThat(optimizer.iterations()).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void repeatsItself(String name) {
    assertThat(weightsAfterThreeSteps(name)).isEqualTo(weightsAfterThreeSteps(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isFoundWithoutCase(String name) {
    assertThat(Optimizers.get(name.toUpperCase(Locale.ROOT)))
        .hasSameClassAs(Optimizers.get(name.toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Optimizer optimizer = Optimizers.get(name).learningRate(0.5).decay(0.1);

    assertThat(Optimizers.get(optimizer.name(), optimizer.config()).config())
        .isEqualTo(optimizer.config());
    assertThat(optimizer.config().get("name")).isEqualTo(name.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("names")
  void buildsOnceForOneListOfVariables(String name) {
    Optimizer optimizer = Optimizers.get(name);
    List<Variable> variables = Training.variables(initial(DataType.FLOAT));
    List<Variable> first = optimizer.build(variables);

    assertThat(optimizer.build(variables)).isEqualTo(first).isEqualTo(optimizer.variables());
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.build(variables.subList(0, 1)))
        .withMessageEndingWith(
            ": an optimizer trains the variables that it was built for. Received: 1 other variables. Make a new optimizer for another model, or after freezing layers.");
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsTypesAndShapes(String name) {
    for (DataType dataType : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Optimizer optimizer = Optimizers.get(name);
      List<Variable> variables = Training.variables(initial(dataType));
      optimizer.build(variables);
      for (Assignment assignment : optimizer.update(variables, gradients(variables))) {
        assertThat(assignment.value().dataType()).isEqualTo(assignment.variable().dataType());
        assertThat(assignment.value().shape()).isEqualTo(assignment.variable().shape());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void doesNotTouchVariablesThatTheLossDoesNotDependOn(String name) {
    Optimizer optimizer = Optimizers.get(name);
    List<Variable> variables = Training.variables(initial(DataType.FLOAT));
    optimizer.build(variables);
    List<Tensor> gradients = gradients(variables);
    gradients.set(1, Ops.zerosLike(variables.get(1).tensor()));

    assertThat(optimizer.update(variables, gradients))
        .extracting(Assignment::variable)
        .doesNotContain(variables.get(1))
        .contains(variables.get(0), variables.get(2));
  }

  @ParameterizedTest
  @MethodSource("names")
  void appliesConstraints(String name) {
    List<Variable> variables = Training.variables(initial(DataType.FLOAT));
    variables.forEach(v -> v.setConstraint(w -> Ops.clip(w, -0.25, 0.25)));
    try (Training training = Training.of(Optimizers.get(name), variables)) {
      training.step(training.weights());
      for (INDArray weight : training.weights()) {
        assertThat(weight.amaxNumber().doubleValue()).isLessThanOrEqualTo(0.25);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void allocatesNothingPerStep(String name) {
    Optimizer optimizer = Optimizers.get(name).decay(0.01);
    try (Training training = new Training(optimizer, initial(DataType.FLOAT))) {
      optimizer.beforeStep();
      training.plan().run();
      long before = Pointer.totalBytes();
      for (int i = 0; i < 100; i++) {
        optimizer.beforeStep();
        training.plan().run();
      }
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSettingAfterTheBuildIsRefused(String name) {
    var optimizer = (ChainOptimizer<?>) Optimizers.get(name);
    optimizer.build(Training.variables(initial(DataType.FLOAT)));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.clipNorm(1))
        .withMessage(
            optimizer.getClass().getSimpleName()
                + ": clipNorm must be called before training. Received: an optimizer that was built. Make a new one and compile again.");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.get("adamm"))
        .withMessageStartingWith(
            "Unknown optimizer \"adamm\". Did you mean \"Adam\"? The nearest names are \"Adam\",");
  }

  @Test
  void registersUsersOwn() {
    String name = "sgd_of_a_test_" + UUID.randomUUID();
    Optimizers.register(name, () -> new SGD().momentum(0.5));

    assertThat(Optimizers.names()).contains(name);
    assertThat(Optimizers.get(name.toUpperCase(Locale.ROOT)).config().number("momentum", 0))
        .isEqualTo(0.5);
  }

  @Test
  void knowsAllOfKeras() {
    assertThat(Optimizers.names())
        .contains(
            "SGD",
            "RMSprop",
            "Adagrad",
            "Adadelta",
            "Adam",
            "AdamW",
            "Adamax",
            "Nadam",
            "Lion",
            "Lamb",
            "Ftrl",
            "Adafactor",
            "Muon",
            "ScheduleFreeAdamW",
            "LossScaleOptimizer",
            "MultiOptimizer");
  }

  private static List<INDArray> weightsAfterThreeSteps(String name) {
    try (Training training = new Training(Optimizers.get(name), initial(DataType.FLOAT))) {
      for (int i = 0; i < 3; i++) {
        training.step(training.weights());
      }
      return training.weights();
    }
  }

  private static double loss(Training training) {
    return training.weights().stream().mapToDouble(w -> w.mul(w).sumNumber().doubleValue()).sum();
  }

  private static List<Tensor> gradients(List<Variable> variables) {
    List<Tensor> gradients = new ArrayList<>();
    variables.forEach(v -> gradients.add(v.tensor().times(2)));
    return gradients;
  }

  private static List<INDArray> initial(DataType dataType) {
    return List.of(
        Evaluate.uniform(1, 0.5, 1, 4, 3).castTo(dataType),
        Evaluate.uniform(2, 0.5, 1, 3).castTo(dataType),
        Evaluate.uniform(3, 0.5, 1, 2, 2, 3).castTo(dataType));
  }
}
