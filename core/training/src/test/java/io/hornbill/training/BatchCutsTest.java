package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Into which plans numbers of rows are cut. */
class BatchCutsTest {
  private static final double CHEAP_ROWS = 1e6;
  private static final double COSTLY_ROWS = 0.01;

  @Test
  void plansAreForPowersOfTwoAndHalfAsManyAgain() {
    Set<Long> sizes = new TreeSet<>();
    for (long rows = 1; rows <= 100; rows++) {
      sizes.add(BatchCuts.below(rows));
    }
    assertThat(sizes).containsExactly(1L, 2L, 3L, 4L, 6L, 8L, 12L, 16L, 24L, 32L, 48L, 64L, 96L);
    assertThat(BatchCuts.above(1)).isEqualTo(1);
    assertThat(BatchCuts.above(5)).isEqualTo(6);
    assertThat(BatchCuts.above(7)).isEqualTo(8);
    assertThat(BatchCuts.above(97)).isEqualTo(128);
  }

  @Test
  void cheapRowsAreFilledUp() {
    assertThat(BatchCuts.cut(5, CHEAP_ROWS)).containsExactly(6);
    assertThat(BatchCuts.cut(33, CHEAP_ROWS)).containsExactly(48);
    assertThat(BatchCuts.cut(97, CHEAP_ROWS)).containsExactly(128);
  }

  @Test
  void costlyRowsAreCutWithoutRest() {
    assertThat(BatchCuts.cut(5, COSTLY_ROWS)).containsExactly(4, 1);
    assertThat(BatchCuts.cut(70, COSTLY_ROWS)).containsExactly(64, 6);
    assertThat(BatchCuts.cut(1023, COSTLY_ROWS)).containsExactly(768, 192, 48, 12, 3);
  }

  @Test
  void betweenTheTwoTheLastPartAloneIsFilledUp() {
    assertThat(BatchCuts.cut(33, 8))
        .containsExactly(32, 1); // 33 rows and two starts against 48 and one
    assertThat(BatchCuts.cut(101, 8)).containsExactly(96, 6); // 96 + 6 + 16 against 128 + 8
    assertThat(BatchCuts.cut(63, 8)).containsExactly(64);
  }

  @Test
  void everyNumberOfRowsHasItsPlaceAndNoPartIsEmpty() {
    for (double start : new double[] {0.1, 1, 3, 10, 100}) {
      for (int rows = 1; rows <= 2000; rows++) {
        List<Integer> parts = BatchCuts.cut(rows, start);
        int places = parts.stream().mapToInt(Integer::intValue).sum();
        int last = parts.get(parts.size() - 1);
        assertThat(places).isGreaterThanOrEqualTo(rows);
        assertThat(places - last).isLessThan(rows);
        assertThat(parts).allMatch(part -> BatchCuts.below(part) == part);
      }
    }
  }
}
