package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest {
  @Test
  void addsWithWeights() {
    try (Rig rig = new Rig(new Sum(MemoryDesc.dense(3), 1, -2, 0.5f))) {
      rig.set(Args.multiple(0), 1, 2, 3);
      rig.set(Args.multiple(1), 10, 20, 30);
      rig.set(Args.multiple(2), 100, 200, 300).run();
      assertThat(rig.get(Args.DST)).containsExactly(31, 62, 93);
    }
  }

  @Test
  void addsInPlace() {
    try (Rig rig = new Rig(new Sum(MemoryDesc.dense(5), 1, 1))) {
      rig.share(Args.DST, rig, Args.multiple(0));
      rig.set(Args.multiple(0), 1, 2, 3, 4, 5).set(Args.multiple(1), 5, 4, 3, 2, 1).run();
      assertThat(rig.get(Args.multiple(0))).containsExactly(6, 6, 6, 6, 6);
    }
  }

  @Test
  void joinsAlongAnAxis() {
    Concat concat =
        new Concat(
            List.of(MemoryDesc.dense(2, 1), MemoryDesc.dense(2, 2)), 1, MemoryDesc.dense(2, 3));
    try (Rig rig = new Rig(concat)) {
      rig.set(Args.multiple(0), 1, 4).set(Args.multiple(1), 2, 3, 5, 6).run();
      assertThat(rig.get(Args.DST)).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }
}
