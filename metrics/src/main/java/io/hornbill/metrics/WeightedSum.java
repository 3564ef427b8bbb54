package io.hornbill.metrics;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.internal.Pair;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weighted sum of a batch's values and the sum of the weights, by Keras' rules.
 *
 * @param total the sum of the values times their weights
 * @param weight the sum of the weights, the number of rows if there are none
 */
record WeightedSum(Tensor total, Tensor weight) {
  /** Of values {@code [batch, ...]}, the mean being taken over all axes but the first. */
  static WeightedSum ofMeans(Tensor values, @Nullable Tensor sampleWeight) {
    return of(values, sampleWeight, true);
  }

  /** Of values {@code [batch, ...]}, summed over all axes. */
  static WeightedSum ofSums(Tensor values, @Nullable Tensor sampleWeight) {
    return of(values, sampleWeight, false);
  }

  /** Of a single number that stands for a whole batch. */
  static WeightedSum ofBatch(Tensor value, Tensor batch, @Nullable Tensor sampleWeight) {
    Tensor weight = sampleWeight == null ? rows(batch) : Ops.sum(sampleWeight);
    return new WeightedSum(value.times(weight), weight);
  }

  /** Weights that are 0 where the mask is. */
  static Tensor masked(Tensor sampleWeight, Tensor mask) {
    Pair pair = Pair.sameRank(mask, sampleWeight);
    Tensor longer = pair.first();
    Tensor shorter = pair.second();
    while (shorter.rank() < longer.rank()) {
      shorter = Ops.expandDims(shorter, -1);
    }
    return longer.times(shorter);
  }

  private static WeightedSum of(Tensor values, @Nullable Tensor sampleWeight, boolean mean) {
    if (sampleWeight == null) {
      return new WeightedSum(Ops.sum(over(values, 1, mean)), rows(values));
    }
    Pair pair = Pair.sameRank(values, Ops.cast(sampleWeight, values.dataType()));
    Tensor weight = pair.second();
    Tensor reduced = over(pair.first(), weight.rank(), mean);
    if (weight.rank() > reduced.rank() || !broadcasts(weight.shape(), reduced.shape())) {
      throw Fault.of("Metric")
          .expected("weights must have the shape of the metric's values, or only their first axes")
          .received("%s for values of shape %s", weight.shape(), values.shape())
          .remedy("Give one weight per sample or per position.")
          .argument();
    }
    Tensor wide = Ops.broadcastTo(weight, reduced.shape());
    Tensor total = Ops.sum(over(reduced.times(wide), 1, mean));
    return new WeightedSum(total, Ops.sum(over(wide, 1, mean)));
  }

  /** Reduces all axes from the given one on. */
  private static Tensor over(Tensor x, int from, boolean mean) {
    if (x.rank() <= from) {
      return x;
    }
    int[] axes = IntStream.range(from, x.rank()).toArray();
    return mean ? Ops.mean(x, axes) : Ops.sum(x, axes);
  }

  private static boolean broadcasts(Shape weight, Shape values) {
    return IntStream.range(0, weight.rank())
        .allMatch(i -> weight.dim(i) == 1 || weight.dim(i) == values.dim(i) || weight.dim(i) < 0);
  }

  private static Tensor rows(Tensor batch) {
    double rows = batch.rank() == 0 ? 1 : Math.max(0, (double) batch.dim(0));
    return Ops.constant(rows, batch.dataType());
  }
}
