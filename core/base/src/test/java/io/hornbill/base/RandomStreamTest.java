package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  /** The first numbers of SplitMix64 from the seed 1234567, as published with its tests. */
  @Test
  void drawsTheNumbersOfSplitMix64() {
    RandomStream stream = RandomStream.at(1234567, 0);

    assertThat(stream.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(stream.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(stream.position()).isEqualTo(2);
    assertThat(stream.key()).isEqualTo(1234567);
  }

  @Test
  void goesOnWhereAnotherStopped() {
    RandomStream stream = RandomStream.of(3);
    stream.nextLong();
    RandomStream again = RandomStream.at(stream.key(), stream.position());

    assertThat(again.nextLong()).isEqualTo(stream.nextLong());
  }

  @Test
  void seedsMakeStreamsOfTheirOwn() {
    assertThat(RandomStream.of(3).nextLong()).isEqualTo(RandomStream.of(3).nextLong());
    assertThat(RandomStream.of(3).nextLong()).isNotEqualTo(RandomStream.of(4).nextLong());
  }

  @Test
  void theGlobalSeedDecidesAllStreamsAfterIt() {
    List<Long> before = RandomStream.globalState();
    try {
      RandomStream.seed(5);
      List<Long> state = RandomStream.globalState();
      long first = RandomStream.next().nextLong();
      long second = RandomStream.next().nextLong();

      RandomStream.restoreGlobalState(state);

      assertThat(state).containsExactly(5L, 0L);
      assertThat(second).isNotEqualTo(first);
      assertThat(RandomStream.next().nextLong()).isEqualTo(first);
      assertThat(RandomStream.globalState()).containsExactly(5L, 1L);
    } finally {
      RandomStream.restoreGlobalState(before);
    }
  }
}
