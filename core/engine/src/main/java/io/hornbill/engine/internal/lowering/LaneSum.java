package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each lane finds of one result, and their sum. */
final class LaneSum {
  private final PrimitiveKernel.Builder builder;
  private final List<Buffer> parts = new ArrayList<>();

  /** The first lane writes into the result itself, the others into rooms of their own. */
  LaneSum(Buffer result, int lanes, PrimitiveKernel.Builder builder) {
    this.builder = builder;
    builder.writes(result);
    parts.add(result);
    for (int lane = 1; lane < lanes; lane++) {
      parts.add(builder.room(result.byteSize()));
    }
  }

  /** Where a lane writes. */
  Buffer part(int lane) {
    return parts.get(lane);
  }

  /** Adds the addition, if there is more than one lane. */
  void add() {
    if (parts.size() == 1) {
      return;
    }
    Buffer result = parts.get(0);
    float[] ones = new float[parts.size()];
    Arrays.fill(ones, 1);
    builder.then(new Sum(MemoryDesc.dense(result.elements()), ones)).out(Args.DST, result);
    for (int lane = 0; lane < parts.size(); lane++) {
      builder.inside(Args.multiple(lane), parts.get(lane));
    }
  }
}
