package io.hornbill.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void startsAtTheInitialLearningRate() {
    assertThat(
            List.of(
                new CosineDecay(0.1, 10),
                new CosineDecayRestarts(0.1, 10),
                new ExponentialDecay(0.1, 10, 0.5),
                new InverseTimeDecay(0.1, 10, 0.5),
                new PolynomialDecay(0.1, 10),
                new PiecewiseConstantDecay(List.of(1.0), List.of(0.1, 0.01))))
        .allSatisfy(schedule -> assertThat(schedule.rate(0)).isCloseTo(0.1, within(1e-15)));
  }

  /** By hand: the second period is from 10 to 40, the third from 40 to 130; cos(2π/3) = -1/2. */
  @Test
  void eachPeriodOfRestartsIsALongerCosine() {
    CosineDecayRestarts schedule = new CosineDecayRestarts(1, 10).tMul(3);

    assertThat(schedule.rate(5)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.rate(25)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.rate(30)).isCloseTo(0.25, within(1e-12));
    assertThat(schedule.rate(85)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.rate(100)).isCloseTo(0.25, within(1e-12));
  }

  private static Stream<List<Schedule>> settings() {
    return Stream.of(
        List.of(new CosineDecay(0.1, 10), new CosineDecay(0.2, 10)),
        List.of(new CosineDecay(0.1, 10), new CosineDecay(0.1, 20)),
        List.of(new CosineDecay(0.1, 10), new CosineDecay(0.1, 10).alpha(0.5)),
        List.of(new CosineDecay(0.1, 10), new CosineDecay(0.1, 10).warmup(1, 10)),
        List.of(new CosineDecay(0.1, 10).warmup(1, 2), new CosineDecay(0.1, 10).warmup(1, 10)),
        List.of(new CosineDecayRestarts(0.1, 2), new CosineDecayRestarts(0.2, 2)),
        List.of(new CosineDecayRestarts(0.1, 2), new CosineDecayRestarts(0.1, 9)),
        List.of(new CosineDecayRestarts(0.1, 2), new CosineDecayRestarts(0.1, 2).tMul(3)),
        List.of(new CosineDecayRestarts(0.1, 2), new CosineDecayRestarts(0.1, 2).mMul(0.5)),
        List.of(new CosineDecayRestarts(0.1, 2), new CosineDecayRestarts(0.1, 2).alpha(0.5)),
        List.of(new ExponentialDecay(0.1, 10, 0.5), new ExponentialDecay(0.2, 10, 0.5)),
        List.of(new ExponentialDecay(0.1, 10, 0.5), new ExponentialDecay(0.1, 20, 0.5)),
        List.of(new ExponentialDecay(0.1, 10, 0.5), new ExponentialDecay(0.1, 10, 0.9)),
        List.of(
            new ExponentialDecay(0.1, 10, 0.5), new ExponentialDecay(0.1, 10, 0.5).staircase(true)),
        List.of(new InverseTimeDecay(0.1, 10, 0.5), new InverseTimeDecay(0.2, 10, 0.5)),
        List.of(new InverseTimeDecay(0.1, 10, 0.5), new InverseTimeDecay(0.1, 20, 0.5)),
        List.of(new InverseTimeDecay(0.1, 10, 0.5), new InverseTimeDecay(0.1, 10, 0.9)),
        List.of(
            new InverseTimeDecay(0.1, 10, 0.5), new InverseTimeDecay(0.1, 10, 0.5).staircase(true)),
        List.of(new PolynomialDecay(0.1, 10), new PolynomialDecay(0.2, 10)),
        List.of(new PolynomialDecay(0.1, 10), new PolynomialDecay(0.1, 20)),
        List.of(new PolynomialDecay(0.1, 10), new PolynomialDecay(0.1, 10).endLearningRate(0.05)),
        List.of(new PolynomialDecay(0.1, 10), new PolynomialDecay(0.1, 10).power(2)),
        List.of(new PolynomialDecay(0.1, 4), new PolynomialDecay(0.1, 4).cycle(true)),
        List.of(
            new PiecewiseConstantDecay(List.of(4.0), List.of(0.1, 0.01)),
            new PiecewiseConstantDecay(List.of(8.0), List.of(0.1, 0.01))),
        List.of(
            new PiecewiseConstantDecay(List.of(4.0), List.of(0.1, 0.01)),
            new PiecewiseConstantDecay(List.of(4.0), List.of(0.1, 0.02))));
  }

  @Test
  void everySettingChangesTheRate() {
    assertThat(settings())
        .allSatisfy(
            pair -> {
              Schedule before = pair.get(0);
              Schedule after = pair.get(1);
              assertThat(after.rate(7)).isNotEqualTo(before.rate(7));
              assertThat(after.config()).isNotEqualTo(before.config());
            });
  }

  @Test
  void refusesBadSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialDecay(-1, 10, 0.5))
        .withMessage(
            "ExponentialDecay: initialLearningRate must be at least 0 and finite. Received: -1.0. Give 0 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PolynomialDecay(0.1, 0))
        .withMessage(
            "PolynomialDecay: decaySteps must be positive and finite. Received: 0.0. Give a number above 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineDecayRestarts(0.1, 10).tMul(0.5))
        .withMessage(
            "CosineDecayRestarts: tMul must be at least 1 and finite. Received: 0.5. Give 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineDecay(Double.NaN, 10))
        .withMessageContaining("Received: NaN.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PiecewiseConstantDecay(List.of(1.0), List.of(0.1)))
        .withMessageStartingWith(
            "PiecewiseConstantDecay: there must be at least one boundary and one value more than boundaries.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PiecewiseConstantDecay(List.of(5.0, 1.0), List.of(0.1, 0.2, 0.3)))
        .withMessage(
            "PiecewiseConstantDecay: boundaries must ascend. Received: [5.0, 1.0]. Sort them together with the values.");
  }

  @Test
  void asksForWhatHasNoDefault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.get("CosineDecay", new Config().with("decay_steps", 10)))
        .withMessage(
            "CosineDecay: \"initial_learning_rate\" must be given. Received: {decay_steps=10}. Add it to the configuration.");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.get("CosinDecay", new Config()))
        .withMessageStartingWith("Unknown schedule \"CosinDecay\". Did you mean \"CosineDecay\"?");
  }

  @Test
  void takesFunctions() {
    Schedule hyperbola = step -> 0.1 / (1 + step);
    String name = "hyperbola_of_a_test_" + UUID.randomUUID();
    Schedules.register(name, () -> hyperbola);

    assertThat(Schedules.names()).contains(name);
    assertThat(Schedules.get(name, new Config()).rate(1)).isEqualTo(0.05);
    assertThat(hyperbola.config()).isEqualTo(new Config());
  }

  @Test
  void aScheduleMayBeRegisteredWithItsSettings() {
    String name = "cosine_of_a_test_" + UUID.randomUUID();
    Schedules.register(name, () -> new CosineDecay(0.1, 10).alpha(0.5));

    assertThat(Schedules.get(name, new Config())).isEqualTo(new CosineDecay(0.1, 10).alpha(0.5));
    assertThat(Schedules.get(name, new Config().with("alpha", 0.25)))
        .isEqualTo(new CosineDecay(0.1, 10).alpha(0.25));
  }
}
