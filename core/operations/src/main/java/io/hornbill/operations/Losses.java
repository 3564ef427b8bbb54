package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The crossentropies. */
final class Losses {
  private Losses() {}

  static void register() {
    Operations.one("nn", "BinaryCrossentropy", Losses::binary);
    Operations.one("nn", "CategoricalCrossentropy", Losses::categorical);
    Operations.one("nn", "SparseCategoricalCrossentropy", Losses::sparse);
  }

  private static Tensor binary(Arguments a) {
    return Ops.binaryCrossentropy(
        a.tensor(0, "target"), a.tensor(1, "output"), a.bool("from_logits", false));
  }

  private static Tensor categorical(Arguments a) {
    Tensor output = a.tensor(1, "output");
    return Ops.categoricalCrossentropy(
        a.tensor(0, "target"), output, a.bool("from_logits", false), a.axis(output, "axis", -1));
  }

  private static Tensor sparse(Arguments a) {
    Tensor output = a.tensor(1, "output");
    return Ops.sparseCategoricalCrossentropy(
        a.tensor(0, "target"), output, a.bool("from_logits", false), a.axis(output, "axis", -1));
  }
}
