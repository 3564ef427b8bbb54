package io.hornbill.losses;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.internal.Pair;
import org.jspecify.annotations.Nullable;

/** Weights, masks and reductions, by Keras' rules. */
final class Weighting {
  private Weighting() {}

  /** Returns 1 where both masks are, null standing for a mask of ones. */
  static @Nullable Tensor both(@Nullable Tensor a, @Nullable Tensor b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Pair pair = Pair.sameRank(a, b);
    return Ops.logicalAnd(pair.first(), pair.second());
  }

  static Tensor reduce(
      String owner,
      Tensor values,
      @Nullable Tensor sampleWeight,
      @Nullable Tensor mask,
      Reduction reduction) {
    Tensor weight = weight(values, sampleWeight, mask, reduction);
    if (weight == null) {
      return reduce(values, null, reduction);
    }
    Pair pair = Pair.sameRank(values, weight);
    Tensor aligned = pair.first();
    // One value for a whole batch, as that of dice, is weighted by each weight.
    Tensor fitting =
        aligned.rank() == 0 ? pair.second() : fit(owner, pair.second(), aligned.shape());
    return reduce(aligned.times(fitting), pair.second(), reduction);
  }

  private static @Nullable Tensor weight(
      Tensor values, @Nullable Tensor sampleWeight, @Nullable Tensor mask, Reduction reduction) {
    Tensor weight = sampleWeight == null ? null : Ops.cast(sampleWeight, values.dataType());
    if (mask == null) {
      return weight;
    }
    Tensor counts = Ops.notEqual(Ops.cast(mask, values.dataType()), 0);
    if (reduction == Reduction.MEAN || reduction == Reduction.SUM_OVER_BATCH_SIZE) {
      // Valid entries weigh total / valid, so that the division by the total leaves their mean.
      Tensor total = Ops.constant(size(mask.shape()), values.dataType());
      counts = counts.times(Ops.divideNoNan(total, Ops.sum(counts)));
    }
    if (weight == null) {
      return counts;
    }
    Pair pair = Pair.sameRank(counts, weight);
    Tensor shorter = pair.first().rank() < pair.second().rank() ? pair.first() : pair.second();
    Tensor longer = shorter == pair.first() ? pair.second() : pair.first();
    return longer.times(fit("sampleWeight", shorter, longer.shape()));
  }

  static @Nullable Tensor divisor(
      Tensor values, @Nullable Tensor sampleWeight, @Nullable Tensor mask, Reduction reduction) {
    if (reduction == Reduction.MEAN_WITH_SAMPLE_WEIGHT) {
      Tensor weight = weight(values, sampleWeight, mask, reduction);
      return weight == null ? null : Ops.sum(Pair.sameRank(values, weight).second());
    }
    boolean mean = reduction == Reduction.MEAN || reduction == Reduction.SUM_OVER_BATCH_SIZE;
    return mask == null || !mean
        ? null
        : Ops.sum(Ops.notEqual(Ops.cast(mask, values.dataType()), 0));
  }

  /** Lets weights with one number per sample reach all positions of the sample. */
  private static Tensor fit(String owner, Tensor weight, Shape values) {
    Tensor wide = weight;
    while (wide.rank() < values.rank()) {
      wide = Ops.expandDims(wide, -1);
    }
    boolean fits = wide.rank() == values.rank();
    for (int i = 0; fits && i < values.rank(); i++) {
      long length = wide.dim(i);
      fits = length == 1 || length == values.dim(i) || length < 0 || values.dim(i) < 0;
    }
    if (!fits) {
      throw Fault.of(owner)
          .expected(
              "weights and masks must have the shape of the loss values, or only their first"
                  + " axes")
          .received("%s for values of shape %s", weight.shape(), values)
          .remedy("Give one weight per sample or per position.")
          .argument();
    }
    return wide;
  }

  private static Tensor reduce(Tensor values, @Nullable Tensor weight, Reduction reduction) {
    if (reduction == Reduction.NONE || values.rank() == 0) {
      return values;
    }
    Tensor sum = Ops.sum(values);
    if (reduction == Reduction.SUM) {
      return sum;
    }
    if (reduction == Reduction.MEAN_WITH_SAMPLE_WEIGHT && weight != null) {
      return Ops.divideNoNan(sum, Ops.sum(weight));
    }
    return sum.dividedBy(Math.max(1, size(values.shape())));
  }

  /** The number of elements; 1 while it is unknown, when only shapes are asked for. */
  private static double size(Shape shape) {
    return shape.isKnown() ? (double) shape.size() : 1;
  }
}
