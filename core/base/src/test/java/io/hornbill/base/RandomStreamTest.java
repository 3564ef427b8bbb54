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

  /** 1 and 3 differ in a bit that the golden ratio does not have. */
  @Test
  void allBitsOfASeedCount() {
    assertThat(RandomStream.of(1).key()).isNotEqualTo(RandomStream.of(3).key());
  }

  @Test
  void theGlobalSeedDecidesAllStreamsAfterIt() {
    List<Long> before = RandomStream.globalState();
    long seed = before.get(0) + 1;
    try {
      RandomStream.next();
      RandomStream.seed(seed);
      List<Long> state = RandomStream.globalState();
      long first = RandomStream.next().nextLong();
      long second = RandomStream.next().nextLong();

      RandomStream.seed(seed + 1);
      RandomStream.next();
      RandomStream.restoreGlobalState(state);

      assertThat(state).containsExactly(seed, 0L);
      assertThat(second).isNotEqualTo(first);
      assertThat(RandomStream.next().nextLong()).isEqualTo(first);
      assertThat(RandomStream.globalState()).containsExactly(seed, 1L);
    } finally {
      RandomStream.restoreGlobalState(before);
    }
  }

  @Test
  void theKeysOfTheStreamsAreAStreamOfTheGlobalSeed() {
    List<Long> before = RandomStream.globalState();
    try {
      RandomStream.seed(5);
      RandomStream keys = RandomStream.at(RandomStream.mix(5), 0);

      assertThat(RandomStream.nextKey()).isEqualTo(keys.nextLong());
      assertThat(RandomStream.next().key()).isEqualTo(keys.nextLong());
    } finally {
      RandomStream.restoreGlobalState(before);
    }
  }
}
