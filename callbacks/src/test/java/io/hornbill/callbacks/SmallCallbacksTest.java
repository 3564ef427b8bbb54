package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.internal.terminal.ProgressBar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallCallbacksTest {
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  @Test
  void lambdasAreCalledByTheirHooks() {
    List<String> calls = new ArrayList<>();
    LambdaCallback callback =
        new LambdaCallback()
            .onTrainBegin(logs -> calls.add("train begin"))
            .onTrainEnd(logs -> calls.add("train end " + logs))
            .onEpochBegin((epoch, logs) -> calls.add("epoch begin " + epoch))
            .onEpochEnd((epoch, logs) -> calls.add("epoch end " + epoch + logs))
            .onBatchBegin((batch, logs) -> calls.add("batch begin " + batch))
            .onTrainBatchEnd((batch, logs) -> calls.add("batch end " + batch))
            .onTestBegin(logs -> calls.add("test begin"))
            .onTestEnd(logs -> calls.add("test end"))
            .onTestBatchBegin((batch, logs) -> calls.add("test batch begin " + batch))
            .onTestBatchEnd((batch, logs) -> calls.add("test batch end " + batch))
            .onPredictBegin(logs -> calls.add("predict begin"))
            .onPredictEnd(logs -> calls.add("predict end"))
            .onPredictBatchBegin((batch, logs) -> calls.add("predict batch begin " + batch))
            .onPredictBatchEnd((batch, logs) -> calls.add("predict batch end " + batch));
    training.run("loss", List.of(2.0), callback);
    assertThat(calls)
        .containsExactly(
            "train begin",
            "epoch begin 0",
            "batch begin 0",
            "batch end 0",
            "test begin",
            "test end",
            "epoch end 0{loss=2.0}",
            "train end {loss=2.0}");
    calls.clear();
    callback.onTestBatchBegin(1, logs());
    callback.onTestBatchEnd(1, logs());
    callback.onPredictBegin(logs());
    callback.onPredictBatchBegin(2, logs());
    callback.onPredictBatchEnd(2, logs());
    callback.onPredictEnd(logs());
    assertThat(calls)
        .containsExactly(
            "test batch begin 1",
            "test batch end 1",
            "predict begin",
            "predict batch begin 2",
            "predict batch end 2",
            "predict end");
    new LambdaCallback().onBatchEnd((batch, logs) -> calls.add("short")).onTrainBatchEnd(0, logs());
    new LambdaCallback()
        .onTrainBatchBegin((batch, logs) -> calls.add("long"))
        .onTrainBatchBegin(0, logs());
    assertThat(calls).endsWith("short", "long");
  }

  @Test
  void aLossThatIsNoNumberEndsTraining() {
    String said =
        FakeTraining.printed(
            () -> training.run("loss", List.of(1.0, Double.NaN, 1.0), new TerminateOnNaN()));
    assertThat(training.epochs).isEqualTo(2);
    assertThat(said.strip()).isEqualTo("Batch 0: Invalid loss, terminating training");
    FakeTraining.printed(
        () -> training.run("loss", List.of(Double.POSITIVE_INFINITY, 1.0), new TerminateOnNaN()));
    assertThat(training.epochs).isEqualTo(1);
    training.run("acc", List.of(Double.NaN, 1.0), new TerminateOnNaN());
    assertThat(training.epochs).isEqualTo(2);
    TerminateOnNaN strict = new TerminateOnNaN().raiseError(true);
    assertThatThrownBy(() -> training.run("loss", List.of(1.0, Double.NaN), strict))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TerminateOnNaN: the loss must be a finite number. Received: NaN at batch 0. "
                + "Lower the learning rate, or clip gradients.");
  }

  @Test
  void baseLoggerAveragesWhatCallbacksAddToBatches() {
    LambdaCallback adding =
        new LambdaCallback()
            .onBatchEnd(
                (batch, logs) -> {
                  logs.put("speed", (double) batch);
                  logs.put("peak", (double) batch);
                });
    training.run(List.of(logs("loss", 7)), 3, adding, new BaseLogger(Set.of("peak")));
    assertThat(training.epochLogs).containsExactly(logs("loss", 7, "speed", 1, "peak", 2));
    training.run(List.of(logs("loss", 7)), 3, adding, new BaseLogger());
    assertThat(training.epochLogs).endsWith(logs("loss", 7, "speed", 1, "peak", 1));
  }

  @Test
  void csvHasAColumnForEachName() throws IOException {
    Path file = folder.resolve("log.csv");
    List<Logs> epochs = List.of(logs("loss", 0.5, "acc", 1), logs("loss", 0.25, "val_acc", 2));
    training.run(epochs, 1, new CSVLogger(file));
    assertThat(Files.readString(file))
        .isEqualTo("epoch,acc,loss,val_acc,val_loss\r\n0,1.0,0.5,NA,NA\r\n1,NA,0.25,2.0,NA\r\n");
    training.run(List.of(logs("loss", 3)), 1, new CSVLogger(file).separator(";"));
    assertThat(Files.readString(file)).isEqualTo("epoch;loss;val_loss\r\n0;3.0;NA\r\n");
    training.run(List.of(logs("loss", 2)), 1, new CSVLogger(file).separator(";").append(true));
    assertThat(Files.readString(file)).endsWith("0;3.0;NA\r\n0;2.0;NA\r\n");
  }

  @Test
  void csvIsWrittenEpochByEpochAndHeadedOnce() throws IOException {
    Path file = folder.resolve("log.csv");
    Files.createFile(file);
    List<Long> sizes = new ArrayList<>();
    LambdaCallback size =
        new LambdaCallback().onEpochEnd((epoch, logs) -> sizes.add(file.toFile().length()));
    training.run(
        List.of(logs("loss", 1, "val_loss", 2), logs("loss", 3, "val_loss", 4)),
        1,
        new CSVLogger(file).append(true),
        size);
    assertThat(Files.readString(file))
        .isEqualTo("epoch,loss,val_loss\r\n0,1.0,2.0\r\n1,3.0,4.0\r\n");
    assertThat(sizes).containsExactly(32L, 43L);
  }

  @Test
  void csvOfATrainingThatDidNotBeginIsNoFile() {
    Path file = folder.resolve("log.csv");
    CSVLogger logger = new CSVLogger(file);

    logger.onTrainEnd(logs());

    assertThat(file).doesNotExist();
  }

  @Test
  void csvNeedsAFolder() {
    assertThatThrownBy(
            () -> training.run("loss", List.of(1.0), new CSVLogger(folder.resolve("none/log.csv"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("CSVLogger: the file must be writable");
  }

  @Test
  void theAverageIsInPlaceForTestsAndForTheEndsOfEpochsIfAsked() {
    training.run("loss", List.of(1.0, 2.0), new SwapEMAWeights());
    assertThat(training.events).as("there and back, per test").hasSize(4);
    training.events.clear();
    training.run("loss", List.of(1.0, 2.0), new SwapEMAWeights().swapOnEpoch(true));
    assertThat(training.events).as("the last swap is left to the optimizer").hasSize(7);
    training.events.clear();
    SwapEMAWeights callback = new SwapEMAWeights();
    callback.attach(training, new TrainingParameters(1, 1, 0));
    callback.onPredictBegin(logs());
    assertThat(training.events).hasSize(1);
    callback.onPredictEnd(logs());
    assertThat(training.events).hasSize(2);
  }

  @Test
  void swappingNeedsAnAverage() {
    training.average = false;
    assertThatThrownBy(() -> training.run("loss", List.of(1.0), new SwapEMAWeights()))
        .hasMessageContaining("Set useEma(true) on it.");
  }

  /** Trains two batches with a hook that takes longer than they do. */
  private List<String> warningsOfSlowHooks(int queueLength) {
    LambdaCallback slow =
        new LambdaCallback()
            .onBatchEnd(
                (batch, logs) -> {
                  long end = System.nanoTime() + 110_000_000;
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                });
    CallbackList list =
        new CallbackList(List.of(slow), training, new TrainingParameters(1, 2, 0), queueLength);
    return RecordedLog.warnings(
        () -> {
          for (int batch = 0; batch < 2; batch++) {
            list.onTrainBatchBegin(batch, logs());
            list.onTrainBatchEnd(batch, logs());
          }
        });
  }

  @Test
  void hooksThatTakeLongerThanBatchesAreOneWarningOnceTheQueueIsFull() {
    assertThat(warningsOfSlowHooks(1))
        .singleElement()
        .asString()
        .startsWith("CallbackList: the hooks of batches should be faster than the batches.")
        .endsWith("Do less in onBatchBegin and onBatchEnd.");
    assertThat(warningsOfSlowHooks(3)).isEmpty();
  }

  @Test
  void theQueueOfTimesHasALength() {
    assertThatThrownBy(
            () -> new CallbackList(List.of(), training, new TrainingParameters(1, 1, 0), 0))
        .hasMessageContaining("queueLength");
  }

  @Test
  void theBarIsPlainWhereItCannotBeDrawnOver() {
    assertThat(bar(false, 0))
        .matches("3/3 - \\d+s - \\d+[mu]?s/step - loss: 0.5000 - mae: 1.0000e-04\n");
  }

  @Test
  void theBarIsDrawnOverOnATerminal() {
    assertThat(bar(true, 0)).startsWith("\r").contains("3/3 ━━━━━━━━━━━━━━━━━━━━ 0s");
  }

  @Test
  void theBarIsNotWiderThanTheTerminalUntilItIsDone() {
    String[] drawn = bar(true, 30).split("\r", -1);
    assertThat(drawn).hasSize(3);
    assertThat(drawn[1]).startsWith("1/3 ━━━━━━               ").hasSize(29);
    assertThat(drawn[2]).contains("3/3 ━━━━━━━━━━━━━━━━━━━━ 0s").contains("- mae: 1.0000e-04");
  }

  @Test
  void anUnknownNumberOfStepsIsKnownInTheEnd() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar =
        new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, -1);
    bar.update(2, logs("loss", 0.5));
    bar.finish(7, logs("loss", 0.5));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\r2/? 0s ")
        .contains("\r7/7 ━━━━━━━━━━━━━━━━━━━━ 0s ");
  }

  private static String bar(boolean redraw, int columns) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressBar bar = new ProgressBar(out, redraw, 3, columns);
    bar.update(1, logs("loss", 0.5, "mae", 1e-4));
    bar.finish(3, logs("loss", 0.5, "mae", 1e-4));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
