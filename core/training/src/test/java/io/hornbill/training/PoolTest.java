package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pool keeps. */
class PoolTest {
  private final List<Integer> closed = new ArrayList<>();
  private int made;

  private final class Thing implements Lent {
    final int size;

    Thing(int size) {
      this.size = size;
      made++;
    }

    @Override
    public void take() {}

    @Override
    public long bytes() {
      return size;
    }

    @Override
    public long allBytes() {
      return size;
    }

    @Override
    public void release() {}

    @Override
    public void close() {
      closed.add(size);
    }
  }

  private Pool<Integer, Thing> pool(int keys, int perKey, long bytes) {
    return new Pool<>(new Pool.Room(keys, perKey, bytes), Thing::new);
  }

  private static void use(Pool<Integer, Thing> pool, int... keys) {
    for (int key : keys) {
      pool.giveBack(key, pool.lend(key));
    }
  }

  @Test
  void keepsTheKeysUsedLast() {
    Pool<Integer, Thing> pool = pool(2, 1, 1000);
    use(pool, 1, 2, 1, 3, 1, 2);

    assertThat(made).isEqualTo(4);
    assertThat(closed).containsExactly(2, 3);
  }

  @Test
  void keepsAsManyBytesAsThereIsRoomFor() {
    Pool<Integer, Thing> pool = pool(100, 1, 100);
    use(pool, 40, 35, 25, 10);

    assertThat(closed).containsExactly(40);
  }

  @Test
  void keepsHalfAsManyAgainAsTheLargestHas() {
    Pool<Integer, Thing> pool = pool(100, 1, 100);
    use(pool, 1000, 300, 200);
    assertThat(closed).isEmpty();

    use(pool, 50);
    assertThat(closed).containsExactly(1000);
  }

  @Test
  void keepsTheLastOneHoweverLargeItIs() {
    Pool<Integer, Thing> pool = pool(100, 1, 10);
    use(pool, 7, 8, 500, 500, 9999, 9999);

    assertThat(closed).containsExactly(7); // 15 is more than 12, but 508 less than 750
    assertThat(made).isEqualTo(4);
  }

  @Test
  void severalAlikeCountOnce() {
    Pool<Integer, Thing> pool = pool(100, 3, 100);
    List<Thing> lent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lent.add(pool.lend(90));
    }
    lent.forEach(thing -> pool.giveBack(90, thing));
    use(pool, 10);

    assertThat(made).isEqualTo(5);
    assertThat(closed).containsExactly(90); // the fourth of its key
    pool.close();
    assertThat(closed).hasSize(5);
  }
}
