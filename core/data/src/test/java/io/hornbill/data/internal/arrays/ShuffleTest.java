package io.hornbill.data.internal.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.RandomStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The orders of given seeds are those of {@code src/test/python/shuffle_orders.py}. */
class ShuffleTest {
  @Test
  void nothingIsMovedIfNotAskedFor() {
    assertThat(Shuffle.NONE.order(4, 2, RandomStream.of(42))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void rowsAreInTheOrderOfTheSeed() {
    assertThat(Shuffle.ROWS.order(7, 2, RandomStream.of(42))).containsExactly(4, 1, 2, 6, 5, 3, 0);
    assertThat(Shuffle.ROWS.order(7, 2, RandomStream.of(-1))).containsExactly(4, 2, 6, 0, 5, 3, 1);
  }

  @Test
  void batchesStayTogetherAndTheSmallerOneStaysLast() {
    assertThat(Shuffle.BATCHES.order(9, 2, RandomStream.of(42)))
        .containsExactly(6, 7, 2, 3, 4, 5, 0, 1, 8);
    assertThat(Shuffle.BATCHES.order(9, 2, RandomStream.of(-1)))
        .containsExactly(6, 7, 4, 5, 2, 3, 0, 1, 8);
    assertThat(Shuffle.BATCHES.order(3, 4, RandomStream.of(42))).containsExactly(0, 1, 2);
  }

  @Test
  void eachOrderIsAsLikelyAsAnyOther() {
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < 6000; seed++) {
      int[] order = Shuffle.ROWS.order(3, 1, RandomStream.of(seed));
      counts.merge(java.util.Arrays.toString(order), 1, Integer::sum);
    }
    // Each of 3! orders 1000 times; five standard deviations are 5 sqrt(6000 / 6 * 5 / 6) = 144.
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(856, 1144));
  }

  @Test
  void kerasThirdChoiceIsAName() {
    assertThat(Shuffle.named("fit", "batch")).isEqualTo(Shuffle.BATCHES);
    assertThatThrownBy(() -> Shuffle.named("fit", "rows"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fit: shuffle must be true, false or \"batch\". Received: \"rows\". Choose one.");
  }
}
