package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.ExponentialDecay;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The optimizers around others; their updates are compared with Keras by OptimizerParityTest. */
class OuterOptimizerTest {
  private static final INDArray WEIGHT = Nd4j.createFromArray(1.0, -2.0);

  @Test
  void theLossIsScaledAndTheGradientScaledBack() {
    LossScaleOptimizer optimizer =
        new LossScaleOptimizer(new SGD().learningRate(0.5).lossScaleFactor(7)).initialScale(8);
    try (Training training = new Training(optimizer, List.of(WEIGHT))) {
      assertThat(Evaluate.of(x -> optimizer.scaleLoss(x.get(0)), Nd4j.scalar(3.0)).getDouble(0))
          .isEqualTo(24);

      training.step(List.of(Nd4j.createFromArray(8.0, 16.0)));

      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(0.5, -3.0));
      assertThat(optimizer.iterations()).isEqualTo(1);
    }
  }

  @Test
  void aGradientThatIsNoNumberHalvesTheScaleAndChangesNoWeight() {
    LossScaleOptimizer optimizer = new LossScaleOptimizer(new Adam()).initialScale(8);
    try (Training training = new Training(optimizer, List.of(WEIGHT))) {
      training.step(List.of(Nd4j.createFromArray(Double.NaN, 1.0)));

      assertThat(training.weights().get(0)).isEqualTo(WEIGHT);
      assertThat(optimizer.variables().get(3).value().getDouble(0)).isEqualTo(4);
      assertThat(optimizer.iterations()).isZero();
    }
  }

  @Test
  void theScaleIsDoubledAfterSoManyFiniteSteps() {
    LossScaleOptimizer optimizer =
        new LossScaleOptimizer(new SGD()).initialScale(8).dynamicGrowthSteps(2);
    try (Training training = new Training(optimizer, List.of(WEIGHT))) {
      training.step(List.of(WEIGHT));
      assertThat(optimizer.variables().get(3).value().getDouble(0)).isEqualTo(8);
      training.step(List.of(WEIGHT));
      assertThat(optimizer.variables().get(3).value().getDouble(0)).isEqualTo(16);
    }
  }

  @Test
  void severalOptimizersScaleTheLossTogether() {
    MultiOptimizer plain = new MultiOptimizer(new OptimizerMap(new SGD()));
    MultiOptimizer scaling = new MultiOptimizer(new OptimizerMap(new SGD())).lossScaleFactor(8);

    assertThat(Evaluate.of(x -> scaling.scaleLoss(x.get(0)), Nd4j.scalar(3.0)).getDouble(0))
        .isEqualTo(24);
    assertThat(Evaluate.of(x -> plain.scaleLoss(x.get(0)), Nd4j.scalar(3.0)).getDouble(0))
        .isEqualTo(3);
  }

  @Test
  void theRateIsThatOfTheOptimizerInside() {
    SGD inner = new SGD();
    LossScaleOptimizer optimizer = new LossScaleOptimizer(inner).learningRate(0.25);

    assertThat(inner.learningRate()).isEqualTo(0.25);
    assertThat(optimizer.learningRate(new ExponentialDecay(0.5, 1, 0.5)).learningRate())
        .isEqualTo(0.5);
    assertThat(optimizer.decay(0.1).innerOptimizer().config().number("decay", 0)).isEqualTo(0.1);
  }

  @Test
  void averagesAreThoseOfTheOptimizersInside() {
    LossScaleOptimizer optimizer =
        new LossScaleOptimizer(new SGD().learningRate(1).useEma(true).emaMomentum(0.5))
            .initialScale(1);
    try (Training training = new Training(optimizer, List.of(WEIGHT))) {
      training.step(List.of(Nd4j.createFromArray(1.0, 1.0)));
      training.step(List.of(Nd4j.createFromArray(2.0, 2.0)));
      assertThat(optimizer.keepsAverage()).isTrue();

      // After 0 and -3 comes -2, after -2 and -5 -4: the averages are those of the two steps.
      optimizer.swapWithAverage();
      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(-1.0, -4.0));
      optimizer.swapWithAverage();
      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(-2.0, -5.0));
      optimizer.finish();
      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(-1.0, -4.0));
      // From -1 and -4 by 2 to -3 and -6, of which and -1 and -4 the averages are -2 and -5.
      training.step(List.of(Nd4j.createFromArray(2.0, 2.0)));
      optimizer.overwriteWithAverage();
      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(-2.0, -5.0));
    }
    assertThat(new LossScaleOptimizer(new SGD()).keepsAverage()).isFalse();
  }

  @Test
  void aMapLooksForThePathThenForTheOnlyExpressionThenForTheDefault() {
    Optimizer exact = new Adam();
    Optimizer expression = new SGD();
    Optimizer otherwise = new RMSprop();
    OptimizerMap map =
        new OptimizerMap(otherwise)
            .put("encoder/layer_0/dense", exact)
            .put("encoder/.*", expression)
            .put("decoder", exact);

    assertThat(map.get("encoder/layer_0/dense")).isSameAs(exact);
    assertThat(map.get("encoder/layer_0/query")).isSameAs(expression);
    assertThat(map.get("decoder/layer_0/dense")).isSameAs(otherwise);
    assertThat(map.optimizers()).containsExactly(exact, expression, otherwise);
  }

  @Test
  void aMapIsMadeAgainFromItsConfiguration() {
    OptimizerMap map = new OptimizerMap(new SGD(0.5)).put("encoder/.*", new Adam(0.25));

    OptimizerMap read = OptimizerMap.of(map.config());

    assertThat(read.get("encoder/dense")).isInstanceOf(Adam.class);
    assertThat(read.get("encoder/dense").learningRate()).isEqualTo(0.25);
    assertThat(read.get("decoder").learningRate()).isEqualTo(0.5);
  }

  @Test
  void aMapRefusesKeysThatAreTakenOrMatchTogether() {
    OptimizerMap map = new OptimizerMap(new SGD()).put("a.*", new SGD()).put(".*b", new SGD());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.put("a.*", new SGD()))
        .withMessage(
            "OptimizerMap: a key must be new. Received: \"a.*\", which is taken. Leave one out.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.get("ab"))
        .withMessage(
            "OptimizerMap: a variable must have one optimizer. Received: \"ab\", which [a.*, .*b] match. Give them expressions that exclude each other.");
  }

  @Test
  void aFunctionMayChooseTheOptimizers() {
    SGD slow = new SGD().learningRate(0.5);
    SGD fast = new SGD().learningRate(1);
    MultiOptimizer optimizer =
        new MultiOptimizer(variable -> variable.name().equals("w0") ? slow : fast)
            .lossScaleFactor(2);
    try (Training training = new Training(optimizer, List.of(WEIGHT, WEIGHT))) {
      INDArray two = Nd4j.createFromArray(2.0, 2.0);
      training.step(List.of(two, two));

      assertThat(training.weights().get(0)).isEqualTo(Nd4j.createFromArray(0.5, -2.5));
      assertThat(training.weights().get(1)).isEqualTo(Nd4j.createFromArray(0.0, -3.0));
      assertThat(optimizer.optimizers()).containsExactly(slow, fast);
      assertThat(optimizer.iterations()).isEqualTo(1);
      assertThatIllegalStateException()
          .isThrownBy(optimizer::config)
          .withMessage(
              "MultiOptimizer: only a map of optimizers can be written. Received: a function. Use an OptimizerMap.");
    }
  }

  @Test
  void severalOptimizersHaveNoCommonRate() {
    MultiOptimizer optimizer = new MultiOptimizer(new OptimizerMap(new SGD()));

    List.<Runnable>of(
            optimizer::learningRate,
            () -> optimizer.learningRate(1),
            () -> optimizer.learningRate(step -> 1),
            () -> optimizer.decay(1))
        .forEach(
            call ->
                assertThatIllegalStateException()
                    .isThrownBy(call::run)
                    .withMessage(
                        "MultiOptimizer: there is no common learning rate. Received: a call of learningRate or decay. Call it on one of optimizers()."));
  }

  @Test
  void doNotHoldEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiOptimizer(new OptimizerMap(new LossScaleOptimizer(new SGD()))))
        .withMessage(
            "MultiOptimizer: an optimizer inside must not hold others. Received: LossScaleOptimizer. Put that one around this.");
  }

  @Test
  void needWhatTheyHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.get("lossscaleoptimizer"))
        .withMessage(
            "LossScaleOptimizer: there must be an optimizer inside. Received: none. Set \"inner_optimizer\", or call new LossScaleOptimizer(new Adam()).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.get("multioptimizer"))
        .withMessageStartingWith("MultiOptimizer: there must be a map of optimizers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptimizerMap.of(new Config()))
        .withMessageStartingWith("OptimizerMap: there must be a default optimizer.");
  }

  @Test
  void refuseBadSettings() {
    LossScaleOptimizer scale = new LossScaleOptimizer(new SGD());
    MultiOptimizer several = new MultiOptimizer(new OptimizerMap(new SGD()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> scale.initialScale(0))
        .withMessageStartingWith("LossScaleOptimizer: initialScale must be positive and finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scale.dynamicGrowthSteps(0))
        .withMessageStartingWith("LossScaleOptimizer: dynamicGrowthSteps must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> several.lossScaleFactor(-1))
        .withMessageStartingWith("MultiOptimizer: lossScaleFactor must be positive and finite.");
  }

  @Test
  void areBuiltOnceForOneListOfVariables() {
    LossScaleOptimizer optimizer = new LossScaleOptimizer(new SGD());
    List<Variable> variables = Training.variables(List.of(WEIGHT, WEIGHT));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.update(variables, List.of()))
        .withMessageStartingWith(
            "LossScaleOptimizer: build() must be called with the variables to update.");
    assertThat(optimizer.build(variables)).isEqualTo(optimizer.build(variables));
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.build(variables.subList(0, 1)))
        .withMessageStartingWith(
            "LossScaleOptimizer: an optimizer trains the variables that it was built for. Received: 1 other");
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.initialScale(2))
        .withMessageStartingWith(
            "LossScaleOptimizer: initialScale must be called before training.");
  }
}
