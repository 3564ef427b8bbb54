package io.hornbill.data.internal.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class EpochsTest {
  /** A source of a number of batches, which it tells or not, and of one pass or many. */
  private record Numbers(int count, boolean told, boolean repeats) implements BatchSource {
    @Override
    public BatchReader open() {
      return new CountingReader(count);
    }

    @Override
    public long batches() {
      return told ? count : -1;
    }
  }

  private static Epochs epochs(Numbers source, int steps) {
    return epochs("fit", source, steps);
  }

  private static Epochs epochs(String owner, Numbers source, int steps) {
    return new Epochs(
        owner, new SourceFeed(source, DataType.FLOAT, 0, CountingReader::data), steps);
  }

  private static List<Float> epoch(Epochs epochs) {
    List<Float> values = new ArrayList<>();
    for (boolean more = epochs.begin(); more; more = epochs.next()) {
      values.addAll(CountingReader.present(epochs.present()));
    }
    return values;
  }

  @Test
  void withoutStepsAnEpochIsAPass() {
    try (Epochs epochs = epochs(new Numbers(3, false, true), 0)) {
      assertThat(epochs.steps()).isEqualTo(-1);
      assertThat(epoch(epochs)).containsExactly(0f, 1f, 2f);
      assertThat(epoch(epochs)).containsExactly(0f, 1f, 2f);
    }
    try (Epochs told = epochs(new Numbers(3, true, true), 0)) {
      assertThat(told.steps()).isEqualTo(3);
    }
  }

  @Test
  void withStepsAPassGoesOnInTheNextEpochWhichEndsWhereThePassEnds() {
    for (boolean told : new boolean[] {true, false}) {
      try (Epochs epochs = epochs(new Numbers(3, told, true), 2)) {
        assertThat(epochs.steps()).isEqualTo(2);
        assertThat(epoch(epochs)).containsExactly(0f, 1f);
        assertThat(epoch(epochs)).containsExactly(2f);
        assertThat(epoch(epochs)).containsExactly(0f, 1f);
      }
    }
  }

  @Test
  void aPassThatEndsWithItsEpochIsFollowedByTheNext() {
    for (boolean told : new boolean[] {true, false}) {
      try (Epochs epochs = epochs(new Numbers(4, told, true), 2)) {
        assertThat(epoch(epochs)).containsExactly(0f, 1f);
        assertThat(epoch(epochs)).containsExactly(2f, 3f);
        assertThat(epoch(epochs)).containsExactly(0f, 1f);
      }
    }
  }

  @Test
  void dataThatComesButOnceEnds() {
    try (Epochs epochs = epochs(new Numbers(3, false, false), 2)) {
      assertThat(epoch(epochs)).containsExactly(0f, 1f);
      assertThat(epoch(epochs)).containsExactly(2f);
      assertThat(epoch(epochs)).isEmpty();
    }
  }

  @Test
  void theFirstBatchIsSeenWithoutBeingUsedUp() {
    try (Epochs epochs = epochs(new Numbers(2, false, true), 0)) {
      assertThat(epochs.first().x()).containsExactly(Shape.of(1));
      epochs.restart();
      assertThat(epoch(epochs)).containsExactly(0f, 1f);
    }
  }

  @Test
  void dataWithoutABatchIsRefused() {
    try (Epochs epochs = epochs(new Numbers(0, false, true), 0)) {
      assertThatThrownBy(epochs::first)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "fit: the data must have at least one batch. Received: none. Check where the batches come from.");
    }
  }

  @Test
  void startingOverBeginsANewPass() {
    try (Epochs epochs = epochs(new Numbers(5, false, true), 2)) {
      assertThat(epoch(epochs)).containsExactly(0f, 1f);
      epochs.restart();
      assertThat(epoch(epochs)).containsExactly(0f, 1f);
    }
  }

  @Test
  void thereIsAPresentBatchWithinAnEpochOnly() {
    try (Epochs epochs = epochs(new Numbers(1, false, true), 0)) {
      assertThatThrownBy(epochs::present)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "fit: there must be a present batch. Received: the end of the data. Call begin() first.");
    }
  }

  /** After each batch of two epochs, what is written leads another training to the next batch. */
  @Test
  void aPlaceThatWasWrittenIsFoundAgain() {
    for (int steps : new int[] {0, 2}) {
      for (int batches = 1; batches <= 6; batches++) {
        try (Epochs before = epochs(new Numbers(3, false, true), steps);
            Epochs after = epochs(new Numbers(3, false, true), steps)) {
          boolean within = false;
          for (int i = 0; i < batches; i++) {
            within = (within && before.next()) || before.begin();
          }
          Map<String, String> place = new HashMap<>();
          before.write(place);
          after.read(place);
          assertThat(epochRest(after)).as("%s of %s", batches, steps).isEqualTo(epochRest(before));
          assertThat(epoch(after)).isEqualTo(epoch(before));
        }
      }
    }
  }

  private static List<Float> epochRest(Epochs epochs) {
    List<Float> values = new ArrayList<>();
    while (epochs.next()) {
      values.addAll(CountingReader.present(epochs.present()));
    }
    return values;
  }

  @Test
  void aPlaceBetweenEpochsIsFoundAgain() {
    try (Epochs before = epochs(new Numbers(5, false, true), 2);
        Epochs after = epochs(new Numbers(5, false, true), 2)) {
      epoch(before);
      Map<String, String> place = new HashMap<>();
      before.write(place);
      assertThat(place)
          .containsOnlyKeys("data_key", "data_passes", "data_batches", "data_step", "data_within")
          .containsEntry("data_batches", "2")
          .containsEntry("data_within", "true");
      after.read(place);
      assertThat(epoch(after)).containsExactly(2f, 3f);
    }
  }

  /** A feed whose second batch is waited for in vain. */
  private static final class Interrupted implements Feed, Pass {
    private int asked;
    int closed;

    @Override
    public long batches() {
      return -1;
    }

    @Override
    public boolean repeats() {
      return true;
    }

    @Override
    public Pass open() {
      return this;
    }

    @Override
    public boolean next() throws InterruptedException {
      if (asked++ == 1) {
        throw new InterruptedException();
      }
      return true;
    }

    @Override
    public BatchShapes shapes() {
      return new BatchShapes(List.of(Shape.of(1)), List.of(), List.of());
    }

    @Override
    public void copyTo(List<Bytes> inputs) {}

    @Override
    public void copyTo(List<Bytes> inputs, int from, int count) {}

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void anInterruptionEndsTheEpochAndAllFurtherOnes() {
    Interrupted feed = new Interrupted();
    try (Epochs epochs = new Epochs("fit", feed, 5)) {
      assertThat(epochs.begin()).isTrue();
      assertThat(epochs.wasInterrupted()).isFalse();
      assertThat(epochs.next()).isFalse();
      assertThat(epochs.wasInterrupted()).isTrue();
      assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
      assertThat(epochs.begin()).isFalse();
      assertThat(feed.closed).isEqualTo(1);
    }
  }

  @Test
  void anInterruptionBeforeTheFirstBatchIsNoEmptyData() {
    Interrupted feed = new Interrupted();
    feed.asked = 1;
    try (Epochs epochs = new Epochs("fit", feed, 0)) {
      assertThat(epochs.first()).isNull();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatNeedsAllOfItsDataSaysSo() {
    try (Epochs epochs = epochs(new Numbers(1, false, true), 0)) {
      assertThat(epochs.cancelled("evaluation"))
          .hasMessage(
              "fit: evaluation needs all of its data. Received: an interruption of the thread that waited for it. Start over.");
    }
  }

  /** A warning is printed once, so that each has an owner of its own. */
  private static String warned(Numbers source, int steps, int epochs) {
    String owner = "fit_" + UUID.randomUUID();
    return PrintedWarnings.of(
            () -> {
              try (Epochs all = epochs(owner, source, steps)) {
                for (int i = 0; i < epochs; i++) {
                  epoch(all);
                }
              }
            })
        .replace(owner, "fit");
  }

  @Test
  void dataThatEndBeforeTheStepsAreWarnedOf() {
    String message =
        "WARN fit: the data must last for all steps. Received: its end after %s steps. The epoch"
            + " ends here; ask for fewer steps, or give a source that goes on.";

    assertThat(warned(new Numbers(3, false, true), 5, 1))
        .isEqualTo(PrintedWarnings.expected(message.formatted("3 of 5")));
    assertThat(warned(new Numbers(3, false, false), 0, 2))
        .isEqualTo(PrintedWarnings.expected(message.formatted("0 of its")));
    assertThat(warned(new Numbers(0, true, false), 0, 1))
        .isEqualTo(PrintedWarnings.expected(message.formatted("0 of 0")));
    assertThat(warned(new Numbers(3, false, true), 0, 2)).isEmpty();
    assertThat(warned(new Numbers(4, false, true), 2, 3)).isEmpty();
  }

  @Test
  void anInterruptionIsNoEndOfTheData() {
    String printed =
        PrintedWarnings.of(
            () -> {
              try (Epochs epochs = new Epochs("fit_" + UUID.randomUUID(), new Interrupted(), 5)) {
                epochs.begin();
                epochs.next();
                epochs.begin();
                assertThat(Thread.interrupted()).isTrue();
              }
            });
    assertThat(printed).isEmpty();
  }

  @Test
  void withoutStepsAnEpochBeginsWithTheFirstBatchWhereverTheLastOneStopped() {
    try (Epochs epochs = epochs(new Numbers(3, false, true), 0)) {
      epochs.begin();
      epochs.next();
      assertThat(epoch(epochs)).containsExactly(0f, 1f, 2f);
    }
  }

  /** Of the third pass, with the key of the order. */
  @Test
  void aPlaceThatIsReadIsWrittenAsItWas() {
    Keyed feed = new Keyed(7);
    Map<String, String> place = new HashMap<>();
    try (Epochs before = new Epochs("fit", feed, 2)) {
      for (int i = 0; i < 5; i++) {
        epoch(before);
      }
      before.write(place);
    }
    assertThat(place).containsEntry("data_key", "7").containsEntry("data_passes", "3");
    Map<String, String> again = new HashMap<>();
    try (Epochs after = new Epochs("fit", new Keyed(0), 2)) {
      after.read(place);
      after.write(again);
    }
    assertThat(again).isEqualTo(place);
  }

  /** Three batches in an order that follows from a key. */
  private static final class Keyed implements Feed {
    private final Feed feed =
        new SourceFeed(new Numbers(3, false, true), DataType.FLOAT, 0, CountingReader::data);
    private long key;

    Keyed(long key) {
      this.key = key;
    }

    @Override
    public long batches() {
      return feed.batches();
    }

    @Override
    public boolean repeats() {
      return feed.repeats();
    }

    @Override
    public long key() {
      return key;
    }

    @Override
    public void key(long newKey) {
      key = newKey;
    }

    @Override
    public Pass open() {
      return feed.open();
    }
  }
}
