package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Attention by scaled products. */
final class Attentions {
  private Attentions() {}

  static void register() {
    Operations.one("nn", "DotProductAttention", Attentions::attention);
  }

  /** Of {@code [batch, time, heads, depth]}; keys may have fewer heads, each for several. */
  private static Tensor attention(Arguments a) {
    Tensor query = Ops.transpose(a.tensor(0, "query"), 0, 2, 1, 3);
    Tensor key = heads(a.tensor(1, "key"), query.dim(1));
    Tensor value = heads(a.tensor(2, "value"), query.dim(1));
    Object given = a.raw(5, "scale");
    double scale =
        given instanceof Number number
            ? number.doubleValue()
            : 1 / Math.sqrt((double) query.dim(3));
    Tensor scores = Ops.matmul(query, key, false, true).times(scale);
    Object cap = a.setting("attn_logits_soft_cap");
    if (cap instanceof Number most) {
      double limit = most.doubleValue();
      scores = Ops.tanh(scores.times(1 / limit)).times(limit);
    }
    Tensor bias = a.optional(3, "bias");
    scores = bias == null ? scores : scores.plus(bias);
    Tensor mask = a.optional(4, "mask");
    if (mask != null) {
      Tensor wide = Ops.broadcastTo(Comparisons.truth(mask), scores.shape());
      scores = Ops.where(wide, scores, Ops.constant(-3e38, scores.dataType()));
    }
    if (a.bool("is_causal", false)) {
      Tensor past = Ops.broadcastTo(Diagonals.mask(scores, 0, true), scores.shape());
      scores = Ops.where(past, scores, Ops.constant(-3e38, scores.dataType()));
    }
    return Ops.transpose(Ops.matmul(Ops.softmax(scores), value), 0, 2, 1, 3);
  }

  private static Tensor heads(Tensor x, long heads) {
    Tensor moved = Ops.transpose(x, 0, 2, 1, 3);
    int times = (int) (heads / moved.dim(1));
    return times == 1 ? moved : Ops.repeat(moved, times, 1);
  }
}
