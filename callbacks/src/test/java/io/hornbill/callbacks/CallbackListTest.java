package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.Config;
import io.hornbill.callbacks.internal.terminal.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All callbacks of a run as one, the history, and what models need not be able to do. */
class CallbackListTest {
  private final FakeTraining training = new FakeTraining();
  private final List<String> calls = new ArrayList<>();

  @Test
  void everyHookReachesEveryCallback() {
    LambdaCallback callback =
        new LambdaCallback()
            .onTrainBegin(logs -> calls.add("train begin" + logs))
            .onTrainEnd(logs -> calls.add("train end" + logs))
            .onEpochBegin((epoch, logs) -> calls.add("epoch begin " + epoch + logs))
            .onEpochEnd((epoch, logs) -> calls.add("epoch end " + epoch))
            .onTrainBatchBegin((batch, logs) -> calls.add("batch begin " + batch + logs))
            .onTrainBatchEnd((batch, logs) -> calls.add("batch end " + batch))
            .onTestBegin(logs -> calls.add("test begin"))
            .onTestEnd(logs -> calls.add("test end"))
            .onTestBatchBegin((batch, logs) -> calls.add("test batch begin " + batch))
            .onTestBatchEnd((batch, logs) -> calls.add("test batch end " + batch))
            .onPredictBegin(logs -> calls.add("predict begin"))
            .onPredictEnd(logs -> calls.add("predict end"))
            .onPredictBatchBegin((batch, logs) -> calls.add("predict batch begin " + batch))
            .onPredictBatchEnd((batch, logs) -> calls.add("predict batch end " + batch));
    CallbackList list = new CallbackList(List.of(callback), training);

    list.onTrainBegin();
    list.onEpochBegin(1);
    list.onTrainBatchBegin(2);
    list.onTrainBatchEnd(2, logs());
    list.onTestBegin(logs());
    list.onTestBatchBegin(3, logs());
    list.onTestBatchEnd(3, logs());
    list.onTestEnd(logs());
    list.onPredictBegin(logs());
    list.onPredictBatchBegin(4, logs());
    list.onPredictBatchEnd(4, logs());
    list.onPredictEnd(logs());
    list.onEpochEnd(1, logs());
    list.onTrainEnd();

    assertThat(calls)
        .containsExactly(
            "train begin{}",
            "epoch begin 1{}",
            "batch begin 2{}",
            "batch end 2",
            "test begin",
            "test batch begin 3",
            "test batch end 3",
            "test end",
            "predict begin",
            "predict batch begin 4",
            "predict batch end 4",
            "predict end",
            "epoch end 1",
            "train end{}");
    assertThat(list.callbacks()).containsExactly(callback);
    assertThat(callback.model()).isSameAs(training);
    assertThat(list.model()).isSameAs(training);
    assertThat(callback.parameters()).isEqualTo(new TrainingParameters(1, -1, 0));
    assertThat(callback.params()).isEqualTo(callback.parameters());
  }

  @Test
  void theHistoryIsThatOfTheLastTraining() {
    History history = new History();
    training.run("loss", List.of(9.0, 8.0, 7.0), history);
    training.run("loss", List.of(2.0, 1.0), history);

    assertThat(history.epoch()).containsExactly(0, 1);
    assertThat(history.history()).isEqualTo(Map.of("loss", List.of(2.0, 1.0)));
    assertThat(history).hasToString("History{loss=[2.0, 1.0]}");
    assertThat(history.get("loss")).containsExactly(2.0, 1.0);
    assertThatThrownBy(() -> history.get("val_loss"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "History: there must be numbers of that name. Received: \"val_loss\". Choose among"
                + " [loss].");
  }

  @Test
  void settingsAreReadInPlace() {
    EarlyStopping stopping = new EarlyStopping();

    assertThat(stopping.configured(new Config().with("patience", 3))).isSameAs(stopping);
    assertThat(stopping.config().get("patience")).isEqualTo(3);
  }

  @Test
  void whatAModelCannotDoIsSaid() {
    Path file = Path.of("x");

    assertThat(training.batchRows()).isEqualTo(-1);
    assertThat(training.hasFailed()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> training.loadWeights(file))
        .withMessage(
            "Model \"fake\": the model must be able to load weights. Received: one that is not. Choose another callback, or compile the model for it.");
    assertThatIllegalStateException()
        .isThrownBy(() -> training.saveProgress(file))
        .withMessageContaining("able to save its progress.");
    assertThatIllegalStateException()
        .isThrownBy(() -> training.loadProgress(file))
        .withMessageContaining("able to load its progress.");
  }

  /** A callback of one's own with the short names of hooks. */
  private final class Short extends Callback {
    @Override
    public void onBatchBegin(int batch, Logs logs) {
      calls.add("begin " + batch);
    }

    @Override
    public void onBatchEnd(int batch, Logs logs) {
      calls.add("end " + batch);
    }
  }

  @Test
  void batchesOfTrainingAreMeantByTheShortNames() {
    training.run("loss", List.of(1.0), new Short());
    assertThat(calls).containsExactly("begin 0", "end 0");
  }

  @Test
  void averagesAreThoseOfEachEpochAlone() {
    LambdaCallback adding =
        new LambdaCallback().onBatchEnd((batch, logs) -> logs.put("speed", training.weight));
    training.run(List.of(logs("loss", 7), logs("loss", 7)), 2, adding, new BaseLogger());
    assertThat(training.epochLogs)
        .containsExactly(logs("loss", 7, "speed", 1), logs("loss", 7, "speed", 2));
  }

  @Test
  void logsAreMaps() {
    Logs logs = logs("loss", 1);
    assertThat(logs.getOrDefault("loss", 3.0)).isEqualTo(1);
    assertThat(logs.getOrDefault("acc", 3.0)).isEqualTo(3);
    assertThat(logs.containsKey("loss")).isTrue();
    assertThat(logs.containsKey("acc")).isFalse();
    assertThat(logs.put("loss", 2.0)).isEqualTo(1);
    assertThat(logs.putIfAbsent("loss", 5.0)).isEqualTo(2);
    assertThat(logs.putIfAbsent("acc", 5.0)).isNull();
  }

  @Test
  void whatSwapsAveragesNeedsThemFromTheBeginning() {
    SwapEMAWeights swap = new SwapEMAWeights();
    training.average = false;
    swap.attach(training, new TrainingParameters(1, 1, 0));
    assertThatIllegalStateException().isThrownBy(() -> swap.onTrainBegin(logs()));
    assertThatIllegalStateException().isThrownBy(() -> swap.onPredictBegin(logs()));
  }

  @Test
  void aRateThatIsTheLeastIsNotReduced() {
    training.rate = 0.5;
    ReduceLROnPlateau plateau = new ReduceLROnPlateau("loss").patience(1).minLr(0.5).verbose(1);
    assertThat(
            FakeTraining.printed(() -> training.run("loss", List.of(1.0, 1.0, 1.0, 1.0), plateau)))
        .isEmpty();
  }

  @Test
  void theTerminalHasAWidth() {
    assertThat(Console.columns()).isBetween(1, 99_999);
    if (System.console() == null) {
      assertThat(Console.isTerminal()).isFalse();
    }
  }
}
