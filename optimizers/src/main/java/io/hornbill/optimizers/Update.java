package io.hornbill.optimizers;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How a weight changes, on its way through the parts of an optimizer: against a direction that is
 * scaled by a number of the step, or to a new weight.
 *
 * <p>The number stays apart from the direction so that all numbers are multiplied with each other
 * first and touch the direction once.
 *
 * @param direction the direction, of the shape of the weight; or the new weight
 * @param scale the number, a double of shape {@code []}; null for 1
 * @param isWeight whether {@code direction} is the new weight
 */
record Update(Tensor direction, @Nullable Tensor scale, boolean isWeight) {
  /** Returns an update against a direction. */
  static Update along(Tensor direction) {
    return new Update(direction, null, false);
  }

  /** Returns an update to a new weight. */
  static Update to(Tensor weight) {
    return new Update(weight, null, true);
  }

  /** Returns this update with another direction and the same number. */
  Update with(Tensor newDirection) {
    return new Update(newDirection, scale, false);
  }

  /** Returns this update times a number of the step. */
  Update times(Tensor number) {
    return new Update(direction, scale == null ? number : scale.times(number), false);
  }

  /** Returns direction and number as one tensor. */
  Tensor tensor(Parameter parameter) {
    return scale == null ? direction : direction.times(parameter.number(scale));
  }

  /** Returns the new weight. */
  Tensor applied(Parameter parameter) {
    return isWeight ? direction : parameter.weight().minus(tensor(parameter));
  }
}
