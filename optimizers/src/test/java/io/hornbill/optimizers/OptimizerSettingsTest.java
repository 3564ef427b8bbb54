package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.optimizers.schedules.ExponentialDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every setting of every optimizer changes the weights, and bad values are refused. */
class OptimizerSettingsTest {
  private static final List<Supplier<ChainOptimizer<?>>> ALL =
      List.of(
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

  /** The options that all optimizers have. */
  private static Map<String, Function<ChainOptimizer<?>, Optimizer>> shared() {
    Map<String, Function<ChainOptimizer<?>, Optimizer>> shared = new LinkedHashMap<>();
    shared.put("learningRate", o -> o.learningRate(0.05));
    shared.put("schedule", o -> o.learningRate(new ExponentialDecay(0.05, 1, 0.5)));
    shared.put("decay", o -> o.decay(0.5));
    shared.put("weightDecay", o -> o.weightDecay(0.3));
    shared.put("useEma", o -> o.useEma(true).emaOverwriteFrequency(2));
    shared.put("gradientAccumulationSteps", o -> o.gradientAccumulationSteps(2));
    return shared;
  }

  /** The options that rules which look at ratios of gradients only do not see. */
  private static Map<String, Function<ChainOptimizer<?>, Optimizer>> clipping() {
    Map<String, Function<ChainOptimizer<?>, Optimizer>> clipping = new LinkedHashMap<>();
    clipping.put("clipNorm", o -> o.clipNorm(0.1));
    clipping.put("clipValue", o -> o.clipValue(0.1));
    clipping.put("globalClipNorm", o -> o.globalClipNorm(0.1));
    clipping.put("lossScaleFactor", o -> o.lossScaleFactor(100));
    return clipping;
  }

  static Stream<Arguments> settings() {
    List<Arguments> table = new ArrayList<>();
    for (Supplier<ChainOptimizer<?>> make : ALL) {
      String owner = make.get().owner();
      shared()
          .forEach(
              (name, set) ->
                  table.add(Arguments.of(owner + "." + name, make.get(), set.apply(make.get()))));
    }
    clipping()
        .forEach(
            (name, set) ->
                table.add(
                    Arguments.of(
                        "SGD." + name,
                        new SGD().learningRate(0.1),
                        set.apply(new SGD().learningRate(0.1)))));
    own(table);
    return table.stream();
  }

  private static void own(List<Arguments> table) {
    add(table, "SGD.momentum", new SGD(), new SGD().momentum(0.9));
    add(table, "SGD.nesterov", new SGD().momentum(0.9), new SGD().momentum(0.9).nesterov(true));
    add(table, "SGD.emaMomentum", ema(new SGD()), ema(new SGD()).emaMomentum(0.5));
    add(
        table,
        "SGD.emaOverwriteFrequency",
        ema(new SGD()),
        ema(new SGD()).emaOverwriteFrequency(3));
    add(
        table,
        "SGD.excludeFromWeightDecay",
        new SGD().weightDecay(0.5),
        new SGD().weightDecay(0.5).excludeFromWeightDecay("w0"));
    add(table, "RMSprop.rho", new RMSprop(), new RMSprop().rho(0.5));
    add(table, "RMSprop.momentum", new RMSprop(), new RMSprop().momentum(0.5));
    add(table, "RMSprop.epsilon", new RMSprop(), new RMSprop().epsilon(0.1));
    add(table, "RMSprop.centered", new RMSprop(), new RMSprop().centered(true));
    add(table, "Adagrad.epsilon", new Adagrad(), new Adagrad().epsilon(0.1));
    add(
        table,
        "Adagrad.initialAccumulatorValue",
        new Adagrad(),
        new Adagrad().initialAccumulatorValue(0.1));
    add(table, "Adadelta.rho", new Adadelta(), new Adadelta().rho(0.5));
    add(table, "Adadelta.epsilon", new Adadelta(), new Adadelta().epsilon(0.1));
    add(table, "Adam.beta1", new Adam(), new Adam().beta1(0.5));
    add(table, "Adam.beta2", new Adam(), new Adam().beta2(0.5));
    add(table, "Adam.epsilon", new Adam(), new Adam().epsilon(0.1));
    add(table, "Adam.amsgrad", new Adam().beta2(0.1), new Adam().beta2(0.1).amsgrad(true));
    add(table, "AdamW.beta1", new AdamW(), new AdamW().beta1(0.5));
    add(table, "AdamW.beta2", new AdamW(), new AdamW().beta2(0.5));
    add(table, "AdamW.epsilon", new AdamW(), new AdamW().epsilon(0.1));
    add(table, "AdamW.amsgrad", new AdamW().beta2(0.1), new AdamW().beta2(0.1).amsgrad(true));
    add(table, "AdamW weight decay", new Adam().epsilon(1e-7), new AdamW());
    add(table, "Adamax.beta1", new Adamax(), new Adamax().beta1(0.5));
    add(table, "Adamax.beta2", new Adamax(), new Adamax().beta2(0.1));
    add(table, "Adamax.epsilon", new Adamax(), new Adamax().epsilon(0.1));
    add(table, "Nadam.beta1", new Nadam(), new Nadam().beta1(0.5));
    add(table, "Nadam.beta2", new Nadam(), new Nadam().beta2(0.5));
    add(table, "Nadam.epsilon", new Nadam(), new Nadam().epsilon(0.1));
    add(table, "Nadam.scheduleDecay", new Nadam(), new Nadam().scheduleDecay(1));
    add(table, "Lion.beta1", new Lion(), new Lion().beta1(0.1));
    add(table, "Lion.beta2", new Lion(), new Lion().beta2(0.1));
    add(table, "Lamb.beta1", new Lamb(), new Lamb().beta1(0.5));
    add(table, "Lamb.beta2", new Lamb(), new Lamb().beta2(0.5));
    add(table, "Lamb.epsilon", new Lamb(), new Lamb().epsilon(0.1));
    add(table, "Ftrl.learningRatePower", new Ftrl(), new Ftrl().learningRatePower(-0.8));
    add(table, "Ftrl.initialAccumulatorValue", new Ftrl(), new Ftrl().initialAccumulatorValue(1));
    add(table, "Ftrl.l1", new Ftrl(), new Ftrl().l1RegularizationStrength(1));
    add(table, "Ftrl.l2", new Ftrl(), new Ftrl().l2RegularizationStrength(1));
    add(table, "Ftrl.l2Shrinkage", new Ftrl(), new Ftrl().l2ShrinkageRegularizationStrength(1));
    add(table, "Ftrl.beta", new Ftrl(), new Ftrl().beta(1));
    add(table, "Adafactor.beta2Decay", new Adafactor(), new Adafactor().beta2Decay(-0.1));
    add(table, "Adafactor.epsilon1", new Adafactor(), new Adafactor().epsilon1(0.1));
    add(table, "Adafactor.epsilon2", new Adafactor(), new Adafactor().epsilon2(10));
    add(table, "Adafactor.clipThreshold", new Adafactor(), new Adafactor().clipThreshold(0.1));
    add(
        table,
        "Adafactor.relativeStep",
        new Adafactor().learningRate(2),
        new Adafactor().learningRate(2).relativeStep(false));
    add(table, "Muon.excludeLayers", new Muon(), new Muon().excludeLayers("w0"));
    add(table, "Muon.adamBeta1", new Muon(), new Muon().adamBeta1(0.5));
    add(table, "Muon.adamBeta2", new Muon(), new Muon().adamBeta2(0.5));
    add(table, "Muon.adamWeightDecay", new Muon(), new Muon().adamWeightDecay(0.5));
    add(table, "Muon.adamLearningRateRatio", new Muon(), new Muon().adamLearningRateRatio(0.1));
    add(table, "Muon.epsilon", new Muon(), new Muon().epsilon(0.1));
    add(table, "Muon.momentum", new Muon(), new Muon().momentum(0.1));
    add(table, "Muon.nesterov", new Muon(), new Muon().nesterov(false));
    add(table, "Muon.nsSteps", new Muon(), new Muon().nsSteps(1));
    add(table, "Muon.rmsRate", new Muon(), new Muon().rmsRate(null));
    add(table, "Muon.a", new Muon(), new Muon().coefficients(3, -4.775, 2.0315));
    add(table, "Muon.b", new Muon(), new Muon().coefficients(3.4445, -4.5, 2.0315));
    add(table, "Muon.c", new Muon(), new Muon().coefficients(3.4445, -4.775, 2.1));
    add(table, "ScheduleFree.beta1", new ScheduleFreeAdamW(), new ScheduleFreeAdamW().beta1(0.5));
    add(table, "ScheduleFree.beta2", new ScheduleFreeAdamW(), new ScheduleFreeAdamW().beta2(0.5));
    add(table, "ScheduleFree.epsilon", new ScheduleFreeAdamW(), new ScheduleFreeAdamW().epsilon(1));
    add(
        table,
        "ScheduleFree.warmupSteps",
        new ScheduleFreeAdamW(),
        new ScheduleFreeAdamW().warmupSteps(4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void everySettingChangesTheWeights(String name, Optimizer before, Optimizer after) {
    List<INDArray> one = trained(before);
    List<INDArray> other = trained(after);

    assertThat(other).as(name).isNotEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesBadSettings(Function<ChainOptimizer<?>, Optimizer> set, String message) {
    for (Supplier<ChainOptimizer<?>> make : ALL) {
      ChainOptimizer<?> optimizer = make.get();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> set.apply(optimizer))
          .withMessageStartingWith(optimizer.owner() + ": " + message);
    }
  }

  static Stream<Arguments> badSettings() {
    return Stream.of(
        bad(o -> o.learningRate(-1), "learningRate must be at least 0 and finite. Received: -1.0."),
        bad(o -> o.learningRate(Double.NaN), "learningRate must be at least 0 and finite."),
        bad(o -> o.decay(-1), "decay must be at least 0 and finite. Received: -1.0."),
        bad(o -> o.clipNorm(0), "clipNorm must be positive and finite. Received: 0.0."),
        bad(o -> o.clipValue(-1), "clipValue must be positive and finite. Received: -1.0."),
        bad(o -> o.globalClipNorm(Double.NaN), "globalClipNorm must be positive and finite."),
        bad(o -> o.clipNorm(1).clipValue(1), "only one of clipNorm, clipValue and globalClipNorm"),
        bad(o -> o.weightDecay(-1), "weightDecay must be at least 0 and finite."),
        bad(o -> o.emaMomentum(1.5), "emaMomentum must be in [0, 1]. Received: 1.5."),
        bad(o -> o.emaOverwriteFrequency(0), "emaOverwriteFrequency must be at least 1."),
        bad(o -> o.lossScaleFactor(0), "lossScaleFactor must be positive and finite."),
        bad(o -> o.gradientAccumulationSteps(0), "gradientAccumulationSteps must be at least 1."));
  }

  @ParameterizedTest
  @MethodSource("badSettingsOfTheirOwn")
  void refusesBadSettingsOfItsOwn(Runnable set, String message) {
    assertThatIllegalArgumentException().isThrownBy(set::run).withMessageStartingWith(message);
  }

  static Stream<Arguments> badSettingsOfTheirOwn() {
    return Stream.of(
        own(() -> new SGD().momentum(1.1), "SGD: momentum must be in [0, 1]. Received: 1.1."),
        own(() -> new RMSprop().rho(0), "RMSprop: rho must be in (0, 1). Received: 0.0."),
        own(() -> new RMSprop().rho(1), "RMSprop: rho must be in (0, 1). Received: 1.0."),
        own(() -> new RMSprop().momentum(1), "RMSprop: momentum must be in [0.0, 1.0)."),
        own(
            () -> new Adadelta().rho(Double.NaN),
            "Adadelta: rho must be in (0, 1). Received: NaN."),
        own(() -> new Adagrad().epsilon(-1), "Adagrad: epsilon must be at least 0 and finite."),
        own(
            () -> new Adagrad().initialAccumulatorValue(-1),
            "Adagrad: initialAccumulatorValue must be at least 0 and finite."),
        own(() -> new Adam().beta1(1), "Adam: beta1 must be in [0.0, 1.0). Received: 1.0."),
        own(() -> new Adam().beta2(-0.1), "Adam: beta2 must be in [0.0, 1.0). Received: -0.1."),
        own(() -> new Adamax().beta1(Double.NaN), "Adamax: beta1 must be in [0.0, 1.0)."),
        own(() -> new Nadam().scheduleDecay(-1), "Nadam: scheduleDecay must be at least 0"),
        own(() -> new Lion().beta2(1), "Lion: beta2 must be in [0.0, 1.0)."),
        own(() -> new Lamb().epsilon(Double.NaN), "Lamb: epsilon must be at least 0 and finite."),
        own(() -> new Ftrl().learningRatePower(1), "Ftrl: learningRatePower must be at most 0"),
        own(() -> new Ftrl().beta(-1), "Ftrl: beta must be at least 0 and finite."),
        own(() -> new Adafactor().beta2Decay(0), "Adafactor: beta2Decay must be negative"),
        own(() -> new Adafactor().clipThreshold(0), "Adafactor: clipThreshold must be positive"),
        own(() -> new Muon().momentum(1), "Muon: momentum must be in [0.0, 1.0)."),
        own(() -> new Muon().nsSteps(0), "Muon: nsSteps must be at least 1. Received: 0."),
        own(() -> new Muon().rmsRate(-1.0), "Muon: rmsRate must be positive and finite."),
        own(() -> new Muon().adamBeta1(1), "Muon: adamBeta1 must be in [0.0, 1.0)."),
        own(() -> new Muon().adamBeta2(1), "Muon: adamBeta2 must be in [0.0, 1.0)."),
        own(() -> new Muon().adamWeightDecay(-1), "Muon: adamWeightDecay must be at least 0"),
        own(() -> new Muon().coefficients(Double.NaN, 0, 0), "Muon: muonA must be finite."),
        own(() -> new ScheduleFreeAdamW().warmupSteps(-1), "ScheduleFreeAdamW: warmupSteps"));
  }

  private static Arguments bad(Function<ChainOptimizer<?>, Optimizer> set, String message) {
    return Arguments.of(set, message);
  }

  private static Arguments own(Runnable set, String message) {
    return Arguments.of(set, message);
  }

  private static SGD ema(SGD sgd) {
    return sgd.momentum(0.9).useEma(true).emaOverwriteFrequency(2);
  }

  private static void add(List<Arguments> table, String name, Optimizer before, Optimizer after) {
    table.add(Arguments.of(name, before, after));
  }

  /** The weights after four steps with gradients that vary. */
  private static List<INDArray> trained(Optimizer optimizer) {
    List<INDArray> initial =
        List.of(Evaluate.uniform(1, -1, 1, 4, 3), Evaluate.uniform(2, -1, 1, 3));
    try (Training training = new Training(optimizer, initial)) {
      for (int i = 0; i < 4; i++) {
        double size = i % 2 == 0 ? 2 : 0.5;
        training.step(
            List.of(
                Evaluate.uniform(10 + i, -size, size, 4, 3).castTo(DataType.DOUBLE),
                Evaluate.uniform(20 + i, -size, size, 3).castTo(DataType.DOUBLE)));
      }
      return training.weights();
    }
  }
}
