package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
  @Test
  void takesTheSmallestGapThatIsLargeEnough() {
    FreeSpace space = new FreeSpace();
    long first = space.take(64);
    long wall = space.take(64);
    long second = space.take(128);
    space.take(64);
    space.give(first, 64);
    space.give(second, 128);
    assertThat(space.take(64)).isEqualTo(first);
    assertThat(space.take(100)).isEqualTo(second);
    assertThat(wall).isEqualTo(64);
    assertThat(space.end()).isEqualTo(320);
  }

  @Test
  void neighboursBecomeOneGap() {
    FreeSpace space = new FreeSpace();
    long a = space.take(64);
    long b = space.take(64);
    long c = space.take(64);
    space.take(64);
    space.give(a, 64);
    space.give(c, 64);
    space.give(b, 64);
    assertThat(space.take(192)).isZero();
    assertThat(space.end()).isEqualTo(256);
  }

  @Test
  void growsTheLastGap() {
    FreeSpace space = new FreeSpace();
    space.take(64);
    long last = space.take(64);
    space.give(last, 64);
    assertThat(space.take(128)).isEqualTo(64);
    assertThat(space.end()).isEqualTo(192);
  }

  @Test
  void placesNeverOverlap() {
    FreeSpace space = new FreeSpace();
    Random random = new Random(1);
    List<long[]> taken = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (!taken.isEmpty() && random.nextBoolean()) {
        long[] place = taken.remove(random.nextInt(taken.size()));
        space.give(place[0], place[1]);
      } else {
        long bytes = 64L * (1 + random.nextInt(9));
        long offset = space.take(bytes);
        assertThat(taken).noneMatch(p -> p[0] < offset + bytes && offset < p[0] + p[1]);
        assertThat(offset + bytes).isLessThanOrEqualTo(space.end());
        taken.add(new long[] {offset, bytes});
      }
    }
  }
}
