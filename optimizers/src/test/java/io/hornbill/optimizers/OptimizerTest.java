package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.ExponentialDecay;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Keras 1's defaults and rules by hand, the learning rate, averages, accumulation. */
class OptimizerTest {
  /** By hand: a weight of 2 loses 0.5 * 0.1 of itself, unless it is left out. */
  @Test
  void decaysTheWeightsThatAreNotExcluded() {
    SGD optimizer = new SGD(0.1).weightDecay(0.5).excludeFromWeightDecay("w0");
    List<INDArray> twos = List.of(Nd4j.createFromArray(2.0), Nd4j.createFromArray(2.0));
    try (Training training = new Training(optimizer, twos)) {
      training.step(List.of(Nd4j.createFromArray(0.0), Nd4j.createFromArray(0.0)));

      assertThat(training.weights().get(0).getDouble(0)).isEqualTo(2);
      assertThat(training.weights().get(1).getDouble(0)).isCloseTo(1.9, within(1e-12));
    }
  }

  /** The defaults of Keras 1, which are the product's. */
  @ParameterizedTest
  @CsvSource({
    "sgd, 0.01, momentum, 0",
    "rmsprop, 0.001, rho, 0.9",
    "rmsprop, 0.001, epsilon, 1e-6",
    "adagrad, 0.01, epsilon, 1e-6",
    "adagrad, 0.01, initial_accumulator_value, 0",
    "adadelta, 1.0, rho, 0.95",
    "adadelta, 1.0, epsilon, 1e-6",
    "adam, 0.001, beta_1, 0.9",
    "adam, 0.001, beta_2, 0.999",
    "adam, 0.001, epsilon, 1e-8",
    "adamax, 0.002, epsilon, 1e-8",
    "nadam, 0.002, schedule_decay, 0.004"
  })
  void hasTheDefaultsOfKerasOne(String name, double rate, String field, double value) {
    Optimizer optimizer = Optimizers.get(name);

    assertThat(optimizer.learningRate()).isEqualTo(rate);
    assertThat(optimizer.config().number(field, Double.NaN)).isEqualTo(value);
  }

  @Test
  void hasTheDefaultsOfKerasThree() {
    assertThat(SGD.keras3().config()).isEqualTo(new SGD().config());
    assertThat(RMSprop.keras3().config().number("epsilon", 0)).isEqualTo(1e-7);
    assertThat(Adagrad.keras3().config().number("initial_accumulator_value", 0)).isEqualTo(0.1);
    assertThat(Adagrad.keras3().learningRate()).isEqualTo(0.001);
    assertThat(Adadelta.keras3().learningRate()).isEqualTo(0.001);
    assertThat(Adam.keras3().config().number("epsilon", 0)).isEqualTo(1e-7);
    assertThat(Adamax.keras3().learningRate()).isEqualTo(0.001);
    assertThat(Nadam.keras3().learningRate()).isEqualTo(0.001);
    assertThat(Nadam.keras3().config().has("schedule_decay")).isFalse();
    assertThat(AdamW.keras3().config().number("weight_decay", 0)).isEqualTo(0.004);
    assertThat(Lion.keras3().config().number("beta_2", 0)).isEqualTo(0.99);
    assertThat(Lamb.keras3().config().number("epsilon", 0)).isEqualTo(1e-7);
    assertThat(Ftrl.keras3().config().number("initial_accumulator_value", 0)).isEqualTo(0.1);
    assertThat(Adafactor.keras3().config().number("beta_2_decay", 0)).isEqualTo(-0.8);
    assertThat(Muon.keras3().config().number("adam_weight_decay", 0)).isEqualTo(0.004);
    assertThat(Muon.keras3().config().number("weight_decay", 0)).isEqualTo(0.004);
    assertThat(ScheduleFreeAdamW.keras3().learningRate()).isEqualTo(0.0025);
  }

  static Stream<DoubleFunction<Optimizer>> constructors() {
    return Stream.of(
        SGD::new,
        RMSprop::new,
        Adagrad::new,
        Adadelta::new,
        Adam::new,
        AdamW::new,
        Adamax::new,
        Nadam::new,
        Lion::new,
        Lamb::new,
        Ftrl::new,
        Adafactor::new,
        Muon::new,
        ScheduleFreeAdamW::new);
  }

  @ParameterizedTest
  @MethodSource("constructors")
  void theConstructorTakesTheLearningRate(DoubleFunction<Optimizer> constructor) {
    Optimizer optimizer = constructor.apply(0.25);

    assertThat(optimizer.learningRate()).isEqualTo(0.25);
    assertThat(optimizer.config())
        .isEqualTo(Optimizers.get(optimizer.name()).learningRate(0.25).config());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> constructor.apply(-1))
        .withMessageEndingWith(
            ": learningRate must be at least 0 and finite. Received: -1.0. Give 0 or more.");
  }

  @Test
  void readsKerasOnesClippingOfNothing() {
    Config config = new Config().with("clipnorm", 0).with("clipvalue", 0.5);

    assertThat(Optimizers.get("sgd", config).config()).isEqualTo(new SGD().clipValue(0.5).config());
    assertThat(Optimizers.get("sgd", config.with("clipnorm", 1)).config())
        .isEqualTo(new SGD().clipNorm(1).clipValue(0.5).config());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.get("sgd", config.with("global_clipnorm", 1)))
        .withMessageStartingWith("SGD: only one of clipNorm and globalClipNorm can be");
  }

  @Test
  void readsNullAsNoDecay() {
    assertThat(
            Optimizers.get("AdamW", new Config().with("weight_decay", null))
                .config()
                .get("weight_decay"))
        .isNull();
    assertThat(
            Optimizers.get("Muon", new Config().with("rms_rate", null).with("momentum", null))
                .config())
        .isEqualTo(new Muon().rmsRate(null).config());
  }

  @Test
  void settersDoWhatConfigurationsDo() {
    assertSets(new Adam().epsilon(0.25), "epsilon", 0.25);
    assertSets(new Nadam().scheduleDecay(0.25), "schedule_decay", 0.25);
    assertSets(new ScheduleFreeAdamW().warmupSteps(3), "warmup_steps", 3);
    assertSets(new Muon().excludeLayers("a", "b"), "exclude_layers", List.of("a", "b"));
    assertSets(new Muon().excludeEmbeddings(false), "exclude_embeddings", false);
    assertSets(new Muon().adamBeta1(0.25), "adam_beta_1", 0.25);
    assertSets(new Muon().adamBeta2(0.25), "adam_beta_2", 0.25);
    assertSets(new Muon().adamWeightDecay(0.25), "adam_weight_decay", 0.25);
    assertSets(new Muon().adamLrRatio(0.25), "adam_lr_ratio", 0.25);
    assertSets(new Muon().muonA(3), "muon_a", 3.0);
    assertSets(new Muon().muonB(-4.5), "muon_b", -4.5);
    assertSets(new Muon().muonC(2.1), "muon_c", 2.1);
    assertSets(new SGD().globalClipnorm(2), "global_clipnorm", 2.0);
    assertSets(new Muon().momentum(0.25), "momentum", 0.25);
    assertSets(new Muon().nesterov(false), "nesterov", false);
    assertSets(new Muon().nsSteps(3), "ns_steps", 3);
    assertSets(new Muon().rmsRate(0.25), "rms_rate", 0.25);
    assertSets(new Lion().beta1(0.25), "beta_1", 0.25);
    assertSets(new Lion().beta2(0.25), "beta_2", 0.25);
    assertSets(new SGD().momentum(0.25), "momentum", 0.25);
    assertSets(new SGD().nesterov(true), "nesterov", true);
    assertSets(new Adadelta().rho(0.25), "rho", 0.25);
    assertSets(new Adagrad().initialAccumulatorValue(0.25), "initial_accumulator_value", 0.25);
    assertSets(new Adam().amsgrad(true), "amsgrad", true);
    assertSets(new Adam().beta1(0.25), "beta_1", 0.25);
    assertSets(new Adam().beta2(0.25), "beta_2", 0.25);
    assertSets(new Ftrl().learningRatePower(-0.25), "learning_rate_power", -0.25);
    assertSets(new Ftrl().initialAccumulatorValue(0.25), "initial_accumulator_value", 0.25);
    assertSets(new Ftrl().l1RegularizationStrength(0.25), "l1_regularization_strength", 0.25);
    assertSets(new Ftrl().l2RegularizationStrength(0.25), "l2_regularization_strength", 0.25);
    assertSets(
        new Ftrl().l2ShrinkageRegularizationStrength(0.25),
        "l2_shrinkage_regularization_strength",
        0.25);
    assertSets(new Ftrl().beta(0.25), "beta", 0.25);
    assertSets(new RMSprop().rho(0.25), "rho", 0.25);
    assertSets(new RMSprop().momentum(0.25), "momentum", 0.25);
    assertSets(new RMSprop().centered(true), "centered", true);
    assertSets(new Adafactor().beta2Decay(-0.25), "beta_2_decay", -0.25);
    assertSets(new Adafactor().epsilon1(0.25), "epsilon_1", 0.25);
    assertSets(new Adafactor().epsilon2(0.25), "epsilon_2", 0.25);
    assertSets(new Adafactor().clipThreshold(0.25), "clip_threshold", 0.25);
    assertSets(new Adafactor().relativeStep(false), "relative_step", false);
    assertSets(new SGD().weightDecay(0.25), "weight_decay", 0.25);
    assertSets(new SGD().useEma(true), "use_ema", true);
    assertSets(new SGD().emaMomentum(0.25), "ema_momentum", 0.25);
    assertSets(new SGD().lossScaleFactor(0.25), "loss_scale_factor", 0.25);
    assertSets(new SGD().gradientAccumulationSteps(3), "gradient_accumulation_steps", 3);
    assertSets(new SGD().clipNorm(0.25), "clipnorm", 0.25);
    assertSets(new SGD().globalClipNorm(0.25), "global_clipnorm", 0.25);
    assertSets(new SGD().clipValue(0.25), "clipvalue", 0.25);
    assertSets(new SGD().emaOverwriteFrequency(3), "ema_overwrite_frequency", 3);
    assertThat(new Muon().coefficients(1, 2, 3).config())
        .isEqualTo(
            Optimizers.get(
                    "Muon", new Config().with("muon_a", 1).with("muon_b", 2).with("muon_c", 3))
                .config());
  }

  private static void assertSets(Optimizer changed, String key, Object value) {
    Optimizer read = Optimizers.get(changed.name(), new Config().with(key, value));

    assertThat(changed.config()).isEqualTo(read.config());
    assertThat(read.config()).isNotEqualTo(Optimizers.get(changed.name()).config());
  }

  @Test
  void keepsTheNameOfItsConfiguration() {
    assertThat(Optimizers.get("Adam", new Config().with("name", "slow")).config().get("name"))
        .isEqualTo("slow");
  }

  @Test
  void declaresItsSettings() {
    assertThat(new SGD().settings().declared())
        .extracting(Setting::key)
        .containsExactly(
            "name",
            "learning_rate",
            "decay",
            "weight_decay",
            "clipnorm",
            "global_clipnorm",
            "clipvalue",
            "use_ema",
            "ema_momentum",
            "ema_overwrite_frequency",
            "loss_scale_factor",
            "gradient_accumulation_steps",
            "momentum",
            "nesterov");
  }

  /** 1 - 0.1 * 1 / (1 + 0.5 * 0), then - 0.1 / 1.5, then - 0.1 / 2. */
  @Test
  void theLearningRateDecaysAsInKerasOne() {
    SGD optimizer = new SGD().learningRate(0.1).decay(0.5);

    assertThat(weights(optimizer, 1, 1, 1, 1))
        .containsExactly(
            new double[] {0.9, 0.9 - 0.1 / 1.5, 0.9 - 0.1 / 1.5 - 0.05}, within(1e-12));
    assertThat(optimizer.learningRate()).isEqualTo(0.1);
  }

  /** Keras 1: a = 0.1 * 4; w = 1 - 0.001 * 2 / √(0.4 + 1e-6). */
  @Test
  void rmsPropTakesItsFirstStepByHand() {
    assertThat(weights(new RMSprop(), 1, 2))
        .containsExactly(new double[] {1 - 0.002 / Math.sqrt(0.4 + 1e-6)}, within(1e-12));
  }

  /** Keras 1: a = 4, then 5; w = 1 - 0.01 * 2 / √(4 + 1e-6) - 0.01 * 1 / √(5 + 1e-6). */
  @Test
  void adagradTakesTwoStepsByHand() {
    double first = 1 - 0.02 / Math.sqrt(4 + 1e-6);

    assertThat(weights(new Adagrad(), 1, 2, 1))
        .containsExactly(new double[] {first, first - 0.01 / Math.sqrt(5 + 1e-6)}, within(1e-12));
  }

  /** Keras 1: a = 0.05 * 4; u = 2 * √1e-6 / √(0.2 + 1e-6). */
  @Test
  void adadeltaTakesItsFirstStepByHand() {
    assertThat(weights(new Adadelta(), 1, 2))
        .containsExactly(
            new double[] {1 - 2 * Math.sqrt(1e-6) / Math.sqrt(0.2 + 1e-6)}, within(1e-12));
  }

  /** Keras 1: rate √0.001 / 0.1 * 0.001, m = 0.2, v = 0.004, epsilon 1e-8 beside the root. */
  @Test
  void adamTakesItsFirstStepByHand() {
    double rate = 0.001 * Math.sqrt(1 - 0.999) / (1 - 0.9);

    assertThat(weights(new Adam(), 1, 2))
        .containsExactly(new double[] {1 - rate * 0.2 / (Math.sqrt(0.004) + 1e-8)}, within(1e-12));
  }

  /** Keras 1: rate 0.002 / 0.1, m = 0.2, u = 2. */
  @Test
  void adamaxTakesItsFirstStepByHand() {
    assertThat(weights(new Adamax(), 1, 2))
        .containsExactly(new double[] {1 - 0.02 * 0.2 / (2 + 1e-8)}, within(1e-12));
  }

  /** A first step of gradient 2: with v = 0.1 * 4, and with a = 4. */
  @Test
  void epsilonIsAddedToTheRootAsBeforeKeras211() {
    assertThat(weights(new RMSprop(0.5).epsilon(0.3).epsilonAfterRoot(true), 1, 2))
        .containsExactly(new double[] {1 - 0.5 * 2 / (Math.sqrt(0.4) + 0.3)}, within(1e-12));
    assertThat(weights(new Adagrad(0.5).epsilon(0.3).epsilonAfterRoot(true), 1, 2))
        .containsExactly(new double[] {1 - 0.5 * 2 / (2 + 0.3)}, within(1e-12));
    assertThat(new Adagrad().epsilonAfterRoot(true).config().bool("epsilon_after_root", false))
        .isTrue();
  }

  /** Keras 1's rule with schedule_decay 0.004, written out for two steps of gradient 2 and -1. */
  @Test
  void nadamTakesTwoStepsByHand() {
    double[] expected = new double[2];
    double w = 1;
    double m = 0;
    double v = 0;
    double schedule = 1;
    for (int t = 1; t <= 2; t++) {
      double g = t == 1 ? 2 : -1;
      double now = 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
      double next = 0.9 * (1 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
      schedule *= now;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double bar = (1 - now) * g / (1 - schedule) + next * m / (1 - schedule * next);
      w -= 0.002 * bar / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
      expected[t - 1] = w;
    }

    assertThat(weights(new Nadam(), 1, 2, -1)).containsExactly(expected, within(1e-12));
  }

  /**
   * Without relative steps the rate is 2 at once: u = 1 after clipping, times max(1e-3, rms(1)).
   */
  @Test
  void adafactorWithoutRelativeStepsTakesTheRateAsItIs() {
    assertThat(weights(new Adafactor().learningRate(2).relativeStep(false), 1, 3))
        .containsExactly(new double[] {1 - 2}, within(1e-6));
  }

  @Test
  void theLearningRateCanBeSetBetweenTwoSteps() {
    SGD optimizer = new SGD().learningRate(0.1);
    try (Training training = new Training(optimizer, List.of(scalar(1)))) {
      training.step(List.of(scalar(1)));
      optimizer.learningRate(0.5);
      training.step(List.of(scalar(1)));

      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.4, within(1e-12));
      assertThat(optimizer.learningRate()).isEqualTo(0.5);
      assertThat(optimizer.config().number("learning_rate", 0)).isEqualTo(0.5);
    }
  }

  @Test
  void theLearningRateIsThatOfALoadedVariable() {
    SGD optimizer = new SGD();
    optimizer.variables().get(1).assign(Nd4j.scalar(0.25));

    assertThat(optimizer.learningRate()).isEqualTo(0.25);
    assertThat(optimizer.config().number("learning_rate", 0)).isEqualTo(0.25);
    assertThat(weights(optimizer, 1, 1)[0]).isCloseTo(0.75, within(1e-12));
  }

  /** Plans that derived something from a variable look at its version. */
  @Test
  void aNewLearningRateIsANewVersionOfItsVariable() {
    SGD optimizer = new SGD(0.5);
    Variable rate = optimizer.currentLearningRate();
    assertThat(rate.value().getDouble(0)).isEqualTo(0.5);
    long before = rate.version();

    optimizer.learningRate(0.25);
    optimizer.beforeStep();

    assertThat(rate.value().getDouble(0)).isEqualTo(0.25);
    assertThat(rate.version()).isGreaterThan(before);
  }

  @Test
  void followsAFunctionOfTheStep() {
    SGD optimizer = new SGD().learningRate((Schedule) step -> 0.1 * (step + 1));

    assertThat(weights(optimizer, 1, 1, 1)).containsExactly(new double[] {0.9, 0.7}, within(1e-12));
    assertThat(optimizer.learningRate()).isCloseTo(0.3, within(1e-12));
    assertThat(optimizer.variables()).hasSize(1);
  }

  @Test
  void aScheduleCannotBeSetAside() {
    SGD optimizer = new SGD().learningRate(new ExponentialDecay(0.1, 10, 0.5));
    optimizer.build(Training.variables(List.of(scalar(1))));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.learningRate(0.5))
        .withMessage(
            "SGD: learningRate cannot be set while training follows a schedule. Received: 0.5."
                + " Compile with a fixed learning rate to set it later.");
  }

  @Test
  void aScheduleCannotBeGivenAfterTheBuild() {
    SGD optimizer = new SGD(0.1);
    optimizer.build(Training.variables(List.of(scalar(1))));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.learningRate(new ExponentialDecay(0.1, 10, 0.5)))
        .withMessageStartingWith("SGD: learningRate(schedule) must be called before training.");
  }

  @Test
  void whatIsTooLateIsSaidBeforeWhatDoesNotGoTogether() {
    SGD optimizer = new SGD(0.1).clipNorm(1);
    optimizer.build(Training.variables(List.of(scalar(1))));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.globalClipNorm(1))
        .withMessageStartingWith("SGD: globalClipNorm must be called before training.");
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.excludeFromWeightDecay("bias"))
        .withMessageStartingWith("SGD: excludeFromWeightDecay must be called before training.");
  }

  @Test
  void keepsTheScheduleInItsConfiguration() {
    SGD optimizer = new SGD().learningRate(new ExponentialDecay(0.1, 10, 0.5).staircase(true));
    Config rate = optimizer.config().config("learning_rate");

    assertThat(rate).isNotNull();
    assertThat(rate.get("class_name")).isEqualTo("ExponentialDecay");
    assertThat(Optimizers.get("sgd", optimizer.config()).config()).isEqualTo(optimizer.config());
  }

  @Test
  void readsKerasOnesConfigurations() {
    Config config =
        new Config(Map.of("name", "Nadam", "lr", 0.5, "beta_1", 0.8, "schedule_decay", 0.01));
    Optimizer optimizer = Optimizers.get("Nadam", config);

    assertThat(optimizer.learningRate()).isEqualTo(0.5);
    assertThat(optimizer.config().number("beta_1", 0)).isEqualTo(0.8);
    assertThat(optimizer.config().number("schedule_decay", 0)).isEqualTo(0.01);
    assertThat(Optimizers.get("sgd", new Config().with("decay", 0.1)).config().number("decay", 0))
        .isEqualTo(0.1);
  }

  @Test
  void readsNadamAsTheKerasThatWroteIt() {
    assertThat(Optimizers.get("nadam").config().number("schedule_decay", 1)).isEqualTo(0.004);
    assertThat(Optimizers.get("nadam", new Config().with("use_ema", false)).config())
        .isEqualTo(new Nadam().scheduleDecay(1).config());
  }

  @Test
  void readsTheEpsilonThatKerasTwoLeftOpen() {
    assertThat(Optimizers.get("adam", new Config().with("epsilon", null)).config())
        .isEqualTo(Adam.keras3().config());
  }

  /** Averages 1 → w1 = 0.9, then 0.9 * 0.9 + 0.1 * 0.8. */
  @Test
  void theAverageIsWhatTrainingEndsWith() {
    SGD optimizer = new SGD().learningRate(0.1).useEma(true).emaMomentum(0.9);
    try (Training training = new Training(optimizer, List.of(scalar(1)))) {
      training.step(List.of(scalar(1)));
      training.step(List.of(scalar(1)));
      assertThat(optimizer.keepsAverage()).isTrue();

      optimizer.swapWithAverage();
      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.89, within(1e-12));
      optimizer.swapWithAverage();
      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.8, within(1e-12));
      optimizer.finish();
      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.89, within(1e-12));
    }
  }

  /** Whoever evaluates the average and then ends the training keeps it, on both sides. */
  @Test
  void theAverageStaysIfTrainingEndsWhileItIsSwappedIn() {
    SGD optimizer = new SGD().learningRate(0.1).useEma(true).emaMomentum(0.9);
    try (Training training = new Training(optimizer, List.of(scalar(1)))) {
      training.step(List.of(scalar(1)));
      training.step(List.of(scalar(1)));

      optimizer.swapWithAverage();
      optimizer.finish();
      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.89, within(1e-12));
      optimizer.swapWithAverage();
      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.89, within(1e-12));
    }
  }

  /** All are exchanged at once or none: who reads an average does not see the weight change. */
  @Test
  void averagesAreNotSwappedWhileSomebodyReadsThem() {
    SGD optimizer = new SGD().useEma(true);
    Variable weight = new Variable("w", scalar(1));
    optimizer.build(List.of(weight));
    Variable average = optimizer.variables().get(2);
    average.assign(scalar(0.5));
    Thread swap = new Thread(optimizer::swapWithAverage);
    swap.setDaemon(true);

    Guard.reading(
        List.of(average),
        () -> {
          swap.start();
          assertThat(endsWithin(swap, 200)).isFalse();
          assertThat(weight.value().getDouble(0)).isEqualTo(1);
        });
    assertThat(endsWithin(swap, 60_000)).isTrue();
    assertThat(weight.value().getDouble(0)).isEqualTo(0.5);
  }

  private static boolean endsWithin(Thread thread, long millis) {
    try {
      thread.join(millis);
      return !thread.isAlive();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutAnAverageTheWeightsStay() {
    SGD optimizer = new SGD().learningRate(0.1);
    try (Training training = new Training(optimizer, List.of(scalar(1)))) {
      training.step(List.of(scalar(1)));
      optimizer.swapWithAverage();
      optimizer.overwriteWithAverage();
      optimizer.finish();

      assertThat(training.weights().get(0).getDouble(0)).isCloseTo(0.9, within(1e-12));
      assertThat(optimizer.keepsAverage()).isFalse();
    }
  }

  /** Three steps are one update with the mean of their gradients. */
  @Test
  void accumulatesGradients() {
    SGD optimizer = new SGD().learningRate(0.1).gradientAccumulationSteps(3);

    assertThat(weights(optimizer, 1, 1, 2, 6, 3))
        .containsExactly(new double[] {1, 1, 1 - 0.3, 1 - 0.3}, within(1e-12));
    assertThat(optimizer.iterations()).isEqualTo(1);
  }

  @Test
  void scalesTheLossAndTakesItBack() {
    SGD optimizer = new SGD().learningRate(0.1).lossScaleFactor(8);
    var loss = Ops.constant(2, DataType.DOUBLE);

    assertThat(Evaluate.of(x -> optimizer.scaleLoss(x.get(0)), scalar(2)).getDouble(0))
        .isEqualTo(16);
    assertThat(new SGD().scaleLoss(loss)).isSameAs(loss);
    assertThat(weights(optimizer, 1, 8)[0]).isCloseTo(0.9, within(1e-12));
  }

  /** The norm of (3, 4) is 5; a norm within the bound is left alone. */
  @Test
  void clipsNorms() {
    INDArray gradient = Nd4j.createFromArray(3.0, 4.0);
    try (Training training =
        new Training(
            new SGD().learningRate(1).clipNorm(1), List.of(Nd4j.zeros(DataType.DOUBLE, 2)))) {
      training.step(List.of(gradient));
      assertThat(training.weights().get(0).toDoubleVector())
          .containsExactly(new double[] {-0.6, -0.8}, within(1e-12));
      training.step(List.of(gradient.mul(0.1)));
      assertThat(training.weights().get(0).toDoubleVector())
          .containsExactly(new double[] {-0.9, -1.2}, within(1e-12));
    }
  }

  @Test
  void updateAsksForABuild() {
    Variable variable = new Variable("w", scalar(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> new Adam().update(List.of(variable), List.of(variable.tensor())))
        .withMessage(
            "Adam: build() must be called with the variables to update. Received: variables it does"
                + " not know. Call build(trainable) first.");
    Adam built = new Adam();
    built.build(List.of(variable));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> built.update(List.of(variable), List.of()))
        .withMessage(
            "Adam: there must be one gradient per variable. Received: 1 variables, 0 gradients."
                + " Give them in the same order.");
    Variable other = new Variable("v", scalar(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> built.update(List.of(other), List.of(other.tensor())))
        .withMessageStartingWith("Adam: build() must be called with the variables to update.");
  }

  @Test
  void slotsAreNamedAfterTheirVariables() {
    Adam adam = new Adam();
    adam.build(List.of(new Variable("dense/kernel", Nd4j.zeros(DataType.FLOAT, 2, 2))));

    assertThat(adam.variables())
        .extracting(Variable::name)
        .containsExactly(
            "iteration", "learning_rate", "dense_kernel_momentum", "dense_kernel_velocity");
    assertThat(adam.variables().get(2).isTrainable()).isFalse();
  }

  /** Keras keeps for Adam a momentum and a velocity, for Muon a momentum alone. */
  @Test
  void muonLeavesTheLayersThatAreExcludedToAdam() {
    Muon muon = new Muon().excludeLayers("head");
    muon.build(
        List.of(
            new Variable("body", Nd4j.zeros(DataType.FLOAT, 2, 2)),
            new Variable("head", Nd4j.zeros(DataType.FLOAT, 2, 2))));

    assertThat(muon.variables())
        .extracting(Variable::name)
        .contains("body_momentum", "head_momentum", "head_velocity")
        .doesNotContain("body_velocity");
  }

  private static double[] weights(Optimizer optimizer, double initial, double... gradients) {
    double[] weights = new double[gradients.length];
    try (Training training = new Training(optimizer, List.of(scalar(initial)))) {
      for (int i = 0; i < gradients.length; i++) {
        training.step(List.of(scalar(gradients[i])));
        weights[i] = training.weights().get(0).getDouble(0);
      }
    }
    return weights;
  }

  private static INDArray scalar(double value) {
    return Nd4j.createFromArray(value);
  }
}
