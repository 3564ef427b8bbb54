package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NumpyRandomTest {

  @Test
  void isTheMersenneTwister() {
    // the first three numbers of the authors' mt19937ar with its default seed
    NumpyRandom random = new NumpyRandom(5489);
    assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(3499211612L);
    assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(581869302L);
    assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(3890346734L);
  }

  @Test
  void shufflesAsNumpyDoes() {
    // NumPy 2.4.6: r = np.random.RandomState(113); a = np.arange(12); r.shuffle(a)
    NumpyRandom random = new NumpyRandom(113);
    assertThat(random.permutation(12)).containsExactly(4, 3, 9, 8, 1, 0, 11, 7, 6, 10, 2, 5);
    assertThat(random.permutation(5)).containsExactly(4, 1, 0, 3, 2);
    assertThat(new NumpyRandom(0).permutation(12))
        .containsExactly(6, 11, 4, 10, 2, 8, 1, 7, 9, 3, 0, 5);
    int[] thousand = new NumpyRandom(113).permutation(1000);
    assertThat(thousand).startsWith(641, 987, 187, 779, 848).endsWith(162, 732, 165);
    assertThat(Arrays.stream(thousand).sorted().toArray()[999]).isEqualTo(999);
  }

  @Test
  void hasNothingToShuffleInASingleRow() {
    assertThat(new NumpyRandom(1).permutation(1)).containsExactly(0);
    assertThat(new NumpyRandom(1).permutation(0)).isEmpty();
  }
}
