package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings of optimizers refuse, and how. */
class OptimizerMessagesTest {
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
        bad(o -> o.clipNorm(1).globalClipNorm(1), "only one of clipNorm and globalClipNorm"),
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

  @Test
  void acceptsTheEndsOfClosedRanges() {
    assertThat(new SGD().momentum(0).momentum(1).config().number("momentum", 0)).isEqualTo(1);
    assertThat(new SGD().emaMomentum(1).emaMomentum(0).config().number("ema_momentum", 1)).isZero();
    assertThat(new Adam().beta1(0).config().number("beta_1", 1)).isZero();
  }

  private static Arguments bad(Function<ChainOptimizer<?>, Optimizer> set, String message) {
    return Arguments.of(set, message);
  }

  private static Arguments own(Runnable set, String message) {
    return Arguments.of(set, message);
  }

  @Test
  void optimizersNameTheirSettings() {
    assertThat(new SGD(0.1)).asString().startsWith("SGD{name=sgd, learning_rate=0.1, ");
  }
}
