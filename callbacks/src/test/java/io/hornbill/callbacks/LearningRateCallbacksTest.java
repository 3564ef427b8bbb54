package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateCallbacksTest {
  private static final Double[] FLAT = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};

  private static List<Double> rates(Callback callback, String key, String monitor, Double... of) {
    FakeTraining training = new FakeTraining();
    training.run(monitor, List.of(of), callback);
    return training.epochLogs.stream().map(logs -> logs.get(key)).toList();
  }

  private static List<Double> plateau(ReduceLROnPlateau callback, Double... values) {
    return rates(callback, "learning_rate", "m_loss", values);
  }

  private static ReduceLROnPlateau callback() {
    return new ReduceLROnPlateau("m_loss").patience(2).factor(0.5);
  }

  @Test
  void reducesWhatDoesNotGetBetter() {
    assertThat(plateau(callback(), FLAT)).containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
    assertThat(plateau(callback(), 3.0, 2.0, 1.0)).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void hasKerasDefaults() {
    Double[] flat = java.util.Collections.nCopies(13, 1.0).toArray(new Double[0]);
    assertThat(rates(new ReduceLROnPlateau(), "learning_rate", "val_loss", flat))
        .endsWith(1.0, 0.1, 0.1);
  }

  @Test
  void everyParameterCounts() {
    assertThat(plateau(callback().factor(0.1), FLAT)).endsWith(0.1, 0.1, 0.1 * 0.1);
    assertThat(plateau(callback().patience(1), FLAT)).startsWith(1.0, 1.0, 0.5, 0.25);
    assertThat(plateau(callback().cooldown(2), FLAT)).endsWith(0.5, 0.5, 0.5);
    assertThat(plateau(callback().minLr(0.4), FLAT)).endsWith(0.4);
    assertThat(plateau(callback().mode("max"), 1.0, 2.0, 3.0, 4.0)).endsWith(1.0);
    assertThat(plateau(callback().mode("max"), 4.0, 3.0, 2.0, 1.0)).endsWith(0.5);
    assertThat(plateau(callback().minDelta(0), 1.0, 0.99999, 0.99998, 0.99997)).endsWith(1.0);
    assertThat(plateau(callback(), 1.0, 0.99999, 0.99998, 0.99997, 0.99996)).endsWith(0.5);
    assertThat(rates(callback().logName("lr"), "lr", "m_loss", FLAT)).startsWith(1.0);
    assertThatThrownBy(() -> callback().factor(1)).hasMessageContaining("factor");
  }

  @Test
  void aMissingNameIsOneWarning() {
    assertThat(
            RecordedLog.warnings(
                () -> rates(new ReduceLROnPlateau("val_acc"), "learning_rate", "loss", FLAT)))
        .containsExactly(
            "ReduceLROnPlateau: monitor must be one of [loss, learning_rate]. Received: \"val_acc\". It is ignored; pass validation data for names that begin with val_.");
  }

  @Test
  void announcesReductionsIfAsked() {
    assertThat(FakeTraining.printed(() -> plateau(callback(), FLAT))).isEmpty();
    assertThat(FakeTraining.printed(() -> plateau(callback().verbose(1), FLAT)).lines().toList())
        .containsExactly(
            "Epoch 3: ReduceLROnPlateau reducing learning rate to 0.5.",
            "Epoch 5: ReduceLROnPlateau reducing learning rate to 0.25.");
  }

  @Test
  void aScheduleIsAFunctionOfTheEpoch() {
    LearningRateScheduler one = new LearningRateScheduler(epoch -> 1.0 / (epoch + 1));
    assertThat(rates(one, "learning_rate", "loss", 1.0, 1.0)).containsExactly(1.0, 0.5);
    LearningRateScheduler two = new LearningRateScheduler((epoch, rate) -> rate / 4);
    assertThat(rates(two, "learning_rate", "loss", 1.0, 1.0)).containsExactly(0.25, 0.0625);
    assertThat(rates(two.logName("lr"), "lr", "loss", 1.0)).containsExactly(0.25);
    assertThat(FakeTraining.printed(() -> rates(two.verbose(1), "lr", "loss", 1.0)).strip())
        .isEqualTo("Epoch 1: LearningRateScheduler setting learning rate to 0.25.");
  }

  @Test
  void aScheduleThatIsNoNumberIsRefused() {
    assertThatThrownBy(
            () -> rates(new LearningRateScheduler(epoch -> Double.NaN), "lr", "loss", 1.0))
        .hasMessageContaining("LearningRateScheduler: the schedule's learning rate");
  }
}
