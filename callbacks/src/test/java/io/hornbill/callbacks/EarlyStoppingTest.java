package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStoppingTest {
  @TempDir Path folder;
  private final FakeTraining training = new FakeTraining();

  private int epochs(EarlyStopping callback, Double... values) {
    training.run("m_loss", List.of(values), callback);
    return training.epochs;
  }

  private static EarlyStopping callback() {
    return new EarlyStopping("m_loss");
  }

  @Test
  void endsAfterTheFirstEpochThatIsNoBetter() {
    EarlyStopping callback = callback();
    assertThat(epochs(callback, 3.0, 2.0, 2.0, 1.0, 0.5)).isEqualTo(3);
    assertThat(callback.stoppedEpoch()).isEqualTo(2);
    assertThat(callback.best()).isEqualTo(2.0);
    assertThat(callback.bestEpoch()).isEqualTo(1);
  }

  @Test
  void watchesTheValidationLossAtFirst() {
    training.run("val_loss", List.of(1.0, 2.0, 3.0), new EarlyStopping());
    assertThat(training.epochs).isEqualTo(2);
  }

  @Test
  void patienceWaits() {
    assertThat(epochs(callback().patience(2), 3.0, 4.0, 2.0, 4.0, 4.0, 1.0)).isEqualTo(5);
  }

  @Test
  void minDeltaAsksForMore() {
    assertThat(epochs(callback(), 3.0, 2.9, 2.8)).isEqualTo(3);
    assertThat(epochs(callback().minDelta(0.5), 3.0, 2.9, 2.8)).isEqualTo(2);
    assertThat(epochs(callback().minDelta(0.5), 3.0, 2.4, 1.8)).isEqualTo(3);
  }

  @Test
  void modeSaysWhatIsBetter() {
    assertThat(epochs(callback().mode("max"), 3.0, 2.0, 1.0)).isEqualTo(2);
    assertThat(epochs(callback().mode("max"), 1.0, 2.0, 3.0)).isEqualTo(3);
    training.run("val_accuracy", List.of(0.1, 0.2, 0.3), new EarlyStopping("val_accuracy"));
    assertThat(training.epochs).isEqualTo(3);
    training.run("acc", List.of(0.1, 0.2, 0.3), new EarlyStopping("acc").mode("min"));
    assertThat(training.epochs).isEqualTo(2);
    assertThatThrownBy(() -> callback().mode("least"))
        .hasMessage(
            "EarlyStopping: mode must be \"auto\", \"min\" or \"max\". Received: \"least\". Choose one.");
  }

  @Test
  void theBaselineMustBePassed() {
    assertThat(epochs(callback().patience(2), 5.0, 4.0, 3.0, 2.0)).isEqualTo(4);
    assertThat(epochs(callback().patience(2).baseline(1.0), 5.0, 5.0, 3.0, 2.0)).isEqualTo(2);
    assertThat(epochs(callback().patience(2).baseline(6.0), 5.0, 5.0, 3.0, 2.0)).isEqualTo(4);
  }

  @Test
  void theBestWeightsComeBack() {
    epochs(callback().patience(2), 3.0, 1.0, 2.0, 2.0);
    assertThat(training.weight).isEqualTo(4);
    epochs(callback().patience(2).restoreBestWeights(true), 3.0, 1.0, 2.0, 2.0);
    assertThat(training.weight).isEqualTo(2);
    epochs(callback().restoreBestWeights(true).patience(9), 3.0, 1.0, 2.0);
    assertThat(training.weight).as("also where training was not ended").isEqualTo(2);
  }

  @Test
  void theBeginningIsNotWatched() {
    assertThat(epochs(callback().startFromEpoch(2), 1.0, 2.0, 3.0, 2.0, 4.0, 5.0)).isEqualTo(5);
  }

  @Test
  void announcesItselfIfAsked() {
    assertThat(FakeTraining.printed(() -> epochs(callback(), 1.0, 2.0))).isEmpty();
    assertThat(
            FakeTraining.printed(
                () -> epochs(callback().verbose(1).restoreBestWeights(true), 1.0, 2.0)))
        .isEqualTo(
            "Epoch 2: early stopping\nRestoring model weights from the end of the best epoch: 1.\n"
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void forgetsTheLastTraining() {
    EarlyStopping callback = callback();
    epochs(callback, 1.0, 2.0, 3.0);
    assertThat(epochs(callback, 9.0, 8.0, 7.0)).isEqualTo(3);
    assertThat(callback.stoppedEpoch()).isZero();
  }

  @Test
  void aMissingNameIsOneWarning() {
    assertThat(
            RecordedLog.warnings(
                () -> training.run("loss", List.of(1.0, 2.0, 3.0), new EarlyStopping("val_los"))))
        .containsExactly(
            "EarlyStopping: monitor must be one of [loss]. Received: \"val_los\". It is ignored; pass validation data for names that begin with val_.");
    assertThat(training.epochs).isEqualTo(3);
  }

  @Test
  void eachTrainingIsWarnedOfAnew() {
    EarlyStopping stopping = new EarlyStopping("val_los");
    ModelCheckpoint checkpoint =
        new ModelCheckpoint(folder.resolve("x.keras").toString())
            .monitor("val_los")
            .saveBestOnly(true);
    ReduceLROnPlateau plateau = new ReduceLROnPlateau("val_los");
    for (int i = 0; i < 2; i++) {
      assertThat(
              RecordedLog.warnings(
                  () -> training.run("loss", List.of(1.0, 2.0), stopping, checkpoint, plateau)))
          .hasSize(3);
    }
  }

  /** Where no number is any good, the first epoch is the best. */
  @Test
  void withoutANumberTheFirstEpochIsTheBest() {
    epochs(callback().restoreBestWeights(true), Double.NaN, Double.NaN, Double.NaN);
    assertThat(training.weight).isEqualTo(1);
    String said =
        FakeTraining.printed(() -> epochs(callback().patience(0).verbose(1), 3.0, 2.0, 1.0));
    assertThat(said).isEmpty();
  }
}
