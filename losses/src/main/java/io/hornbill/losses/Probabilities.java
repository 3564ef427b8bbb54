package io.hornbill.losses;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Softmax;
import org.jspecify.annotations.Nullable;

/**
 * Logarithms of predicted probabilities, by Keras' formulas, and exact where the logits are known.
 */
final class Probabilities {
  /** Keras' fuzz factor. */
  static final double EPSILON = 1e-7;

  static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  private Probabilities() {}

  /** The cross-entropy of each yes-or-no answer. */
  static Tensor binaryCrossentropy(Tensor yTrue, Tensor yPred, boolean fromLogits) {
    Tensor others = yTrue.negated().plus(1);
    Tensor made = unwrapped(yPred);
    if (fromLogits || made.op() instanceof Sigmoid) {
      Tensor logits = fromLogits ? yPred : made.node().input(0);
      // log(sigmoid(x)) = -softplus(-x): right for large x of both signs, as is its gradient.
      return yTrue.times(Ops.softplus(logits.negated())).plus(others.times(Ops.softplus(logits)));
    }
    return clippedBinaryCrossentropy(yTrue, yPred);
  }

  /** The cross-entropy of each yes-or-no answer, from probabilities alone. */
  static Tensor clippedBinaryCrossentropy(Tensor yTrue, Tensor yPred) {
    Tensor others = yTrue.negated().plus(1);
    Tensor p = clipped(yPred);
    Tensor yes = yTrue.times(Ops.log(p));
    return yes.plus(others.times(Ops.log(p.negated().plus(1)))).negated();
  }

  /** The logarithms of the classes' probabilities. */
  static Tensor logarithms(Tensor yPred, boolean fromLogits, int axis) {
    if (fromLogits) {
      return Ops.logSoftmax(yPred, axis);
    }
    Tensor logits = yPred.shape().axis(axis) == yPred.rank() - 1 ? softmaxInput(yPred) : null;
    return logits == null ? Ops.log(normalized(yPred, axis)) : Ops.logSoftmax(logits);
  }

  /** What went into the softmax over the last axis that made the predictions, if one did. */
  static @Nullable Tensor softmaxInput(Tensor yPred) {
    Tensor made = unwrapped(yPred);
    return made.op() instanceof Softmax ? made.node().input(0) : null;
  }

  /** Probabilities that add up to 1 and are neither 0 nor 1. */
  static Tensor normalized(Tensor yPred, int axis) {
    return clipped(yPred.dividedBy(Ops.sum(yPred, axis, true)));
  }

  /** Moves targets of 0 and 1 towards a half. */
  static Tensor smoothBinary(Tensor yTrue, double smoothing) {
    return smoothing == 0 ? yTrue : yTrue.times(1 - smoothing).plus(0.5 * smoothing);
  }

  /** Moves distributions over the last axis towards the uniform one. */
  static Tensor smoothCategorical(Tensor yTrue, double smoothing) {
    return smoothing == 0
        ? yTrue
        : yTrue.times(1 - smoothing).plus(smoothing / (double) yTrue.dim(-1));
  }

  /** A power whose gradient is finite at 0. */
  static Tensor power(Tensor x, double exponent) {
    return Ops.power(exponent < 1 ? Ops.maximum(x, EPSILON) : x, exponent);
  }

  /** Moves an axis to the end. */
  static Tensor classesLast(Tensor x, int axis) {
    int from = x.shape().axis(axis);
    int[] order = new int[x.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < from ? i : i + 1;
    }
    order[order.length - 1] = from;
    return Ops.transpose(x, order);
  }

  private static Tensor clipped(Tensor p) {
    return Ops.clip(p, EPSILON, 1 - EPSILON);
  }

  private static Tensor unwrapped(Tensor x) {
    Tensor made = x;
    while (made.op() instanceof Identity) {
      made = made.node().input(0);
    }
    return made;
  }
}
