package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.internal.terminal.ProgressBar;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line of a bar by its time, and the callback that draws it. */
class ProgressBarTest {
  private static final String FULL = "━".repeat(20);
  private final FakeTraining training = new FakeTraining();
  private final ProgbarLogger logger = new ProgbarLogger();

  private static String drawn(
      boolean redraw, long steps, int columns, long done, double seconds, boolean last) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new ProgressBar(out, redraw, steps, columns)
        .draw(done, logs("loss", 0.5), Math.round(seconds * 1e9), last);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The time left is what a step took times the steps left. */
  @ParameterizedTest
  @CsvSource({
    "100, 50, 20, '20s 400ms'",
    "100, 50, 59.4, '59s 1s'",
    "100, 50, 60, '1:00 1s'",
    "100, 50, 125, '2:05 3s'",
    "10000, 5000, 3599.4, '59:59 720ms'",
    "10000, 5000, 3600, '1:00:00 720ms'",
    "10000, 5000, 7384, '2:03:04 1s'",
    "100, 50, 0.05, '0s 1ms'",
    "100, 50, 0.04995, '0s 999us'",
    "100, 50, 50, '50s 1s'",
    "100, 50, 49.9, '50s 998ms'"
  })
  void timesAreInTheUnitThatFits(long steps, long done, double seconds, String times) {
    assertThat(drawn(true, steps, 0, done, seconds, false))
        .isEqualTo(
            "\r%%%dd/%d ".formatted(Long.toString(steps).length(), steps).formatted(done)
                + "━".repeat(10)
                + " ".repeat(10)
                + " "
                + times
                + "/step - loss: 0.5000");
  }

  @Test
  void theLastLineHasTheTimeThatWasNeeded() {
    assertThat(drawn(true, 4, 0, 4, 8.9, true))
        .isEqualTo("\r4/4 " + FULL + " 8s 2s/step - loss: 0.5000");
    assertThat(drawn(false, 4, 0, 4, 8.9, true)).isEqualTo("4/4 - 8s - 2s/step - loss: 0.5000");
    assertThat(drawn(true, -1, 0, 4, 8.9, true))
        .isEqualTo("\r4/4 " + FULL + " 8s 2s/step - loss: 0.5000");
  }

  @Test
  void unknownStepsAreAQuestionMark() {
    assertThat(drawn(true, -1, 0, 4, 8.9, false)).isEqualTo("\r4/? 8s 2s/step - loss: 0.5000");
    assertThat(drawn(true, -1, 0, 0, 1, true)).isEqualTo("\r0/? 1s 1s/step - loss: 0.5000");
    assertThat(drawn(true, 2, 0, 3, 3, true))
        .isEqualTo("\r3/2 " + FULL + " 3s 1s/step - loss: 0.5000");
  }

  @Test
  void aLineIsCutWhereTheTerminalEnds() {
    String whole = "\r4/? 8s 2s/step - loss: 0.5000";
    int length = whole.length() - 1;

    assertThat(drawn(true, -1, length + 1, 4, 8.9, false)).isEqualTo(whole);
    assertThat(drawn(true, -1, length, 4, 8.9, false)).isEqualTo(whole.substring(0, length));
    assertThat(drawn(true, -1, 2, 4, 8.9, false)).isEqualTo("\r4");
    assertThat(drawn(true, -1, 1, 4, 8.9, false)).isEqualTo(whole);
    assertThat(drawn(true, -1, 5, 4, 8.9, true)).hasSizeGreaterThan(20);
    assertThat(drawn(false, -1, 5, 4, 8.9, false)).hasSizeGreaterThan(20);
  }

  @Test
  void linesAreShownAtOnce() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream buffered = new PrintStream(new BufferedOutputStream(bytes), false);
    new ProgressBar(buffered, true, 4).draw(1, logs(), 1, false);
    assertThat(bytes.size()).isPositive();
    assertThat(drawn(true, 0, 0, 3, 3, true)).isEqualTo("\r3/? 3s 1s/step - loss: 0.5000");
  }

  @Test
  void updatesAreDrawnAtMostTwentyTimesASecond() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(new PrintStream(bytes, true), true, 2000);
    for (int step = 1; step <= 2000; step++) {
      bar.update(step, logs("loss", 0.5));
    }

    long drawn = bytes.toString(StandardCharsets.UTF_8).chars().filter(c -> c == '\r').count();
    assertThat(drawn).isBetween(1L, 1000L);
  }

  @Test
  void aShorterLineCoversTheLongerOneBefore() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar =
        new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, -1);
    bar.draw(4, logs("loss", 0.5), 8_000_000_000L, false);
    bytes.reset();

    bar.draw(4, logs(), 8_000_000_000L, false);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r4/? 8s 2s/step" + " ".repeat(" - loss: 0.5000".length()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "0.001, 1.0000e-03",
    "-0.001, -1.0000e-03",
    "0.0011, 0.0011",
    "12.34567, 12.3457",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void numbersHaveFourDigits(double value, String text) {
    assertThat(ProgressBar.number(value)).isEqualTo(text);
  }

  private String train(int verbose, int... batchesOfEpochs) {
    logger.attach(training, new TrainingParameters(batchesOfEpochs.length, -1, verbose));
    return FakeTraining.printed(
        () -> {
          logger.onTrainBegin(logs());
          for (int epoch = 0; epoch < batchesOfEpochs.length; epoch++) {
            logger.onEpochBegin(epoch, logs());
            for (int batch = 0; batch < batchesOfEpochs[epoch]; batch++) {
              logger.onTrainBatchEnd(batch, logs("loss", 9));
            }
            logger.onTestBegin(logs());
            logger.onTestBatchEnd(0, logs("loss", 9));
            logger.onTestEnd(logs("loss", 9));
            logger.onPredictBegin(logs());
            logger.onPredictBatchEnd(0, logs());
            logger.onPredictEnd(logs());
            logger.onEpochEnd(epoch, logs("loss", 0.5));
          }
          logger.onTrainEnd(logs());
        });
  }

  /** The steps of the first epoch are those of the next ones; validation draws no bar. */
  @Test
  void eachEpochHasALine() {
    String time = " - 0s - \\d+[um]?s/step";

    assertThat(train(2, 3, 1).lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Epoch 1/2"),
            line -> assertThat(line).matches("3/3" + time + " - loss: 0.5000"),
            line -> assertThat(line).isEqualTo("Epoch 2/2"),
            line -> assertThat(line).matches("1/3" + time + " - loss: 0.5000"));
    assertThat(train(0, 3, 1)).isEmpty();
  }

  @Test
  void evaluationAndPredictionHaveALineOfTheirOwn() {
    train(0, 1);
    logger.attach(training, new TrainingParameters(1, 4, 2));

    String tested =
        FakeTraining.printed(
            () -> {
              logger.onTestBegin(logs());
              logger.onTestBatchEnd(0, logs());
              logger.onTestBatchEnd(1, logs());
              logger.onTestEnd(logs("loss", 0.5));
            });
    String predicted =
        FakeTraining.printed(
            () -> {
              logger.onPredictBegin(logs());
              logger.onPredictBatchEnd(0, logs());
              logger.onPredictEnd(logs());
            });

    assertThat(tested.strip()).matches("2/4 - 0s - \\d+[um]?s/step - loss: 0.5000");
    assertThat(predicted.strip()).matches("1/4 - 0s - \\d+[um]?s/step");
  }
}
