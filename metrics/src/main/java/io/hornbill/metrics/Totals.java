package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import java.util.Objects;

/** Reads running totals. */
final class Totals {
  private Totals() {}

  static Tensor of(Map<String, Tensor> totals, String name) {
    return Objects.requireNonNull(totals.get(name), name);
  }

  /** The total by the count, 0 before the first batch. */
  static Tensor mean(Tensor total, Tensor count) {
    return Ops.divideNoNan(total, count);
  }
}
