package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReorderTest {
  @Test
  void transposesAMatrix() {
    MemoryDesc rows = MemoryDesc.dense(2, 3);
    MemoryDesc columns = MemoryDesc.strided(new long[] {2, 3}, new long[] {1, 2});
    assertThat(Rig.convert(rows, columns, 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void permutesFourAxes() {
    long[] dims = {2, 3, 4, 5};
    float[] values = Rig.random(1, dims);
    float[] moved = Rig.convert(MemoryDesc.channelsLast(dims), MemoryDesc.dense(dims), values);
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < 20; p++) {
          assertThat(moved[(n * 3 + c) * 20 + p]).isEqualTo(values[(n * 20 + p) * 3 + c]);
        }
      }
    }
  }

  @Test
  void addsToTheDestinationByAPostOp() {
    MemoryDesc desc = MemoryDesc.dense(3);
    try (Rig rig = new Rig(new Reorder(desc, desc, Attributes.of(PostOps.NONE.sum(1))))) {
      rig.set(Args.SRC, 1, 2, 3).set(Args.DST, 10, 20, 30).run();
      assertThat(rig.get(Args.DST)).containsExactly(11, 22, 33);
    }
  }
}
