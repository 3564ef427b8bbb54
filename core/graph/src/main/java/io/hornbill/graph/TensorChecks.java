package io.hornbill.graph;

import io.hornbill.base.Checks;

/** Checks of tensors that are arguments. */
public final class TensorChecks {
  private TensorChecks() {}

  /**
   * Requires targets and predictions of the same shape.
   *
   * @param owner the public type the user called
   * @param yTrue the true values
   * @param yPred the model's output
   * @throws IllegalArgumentException if the shapes differ
   */
  public static void sameShape(String owner, Tensor yTrue, Tensor yPred) {
    Checks.argument(
        yTrue.shape().matches(yPred.shape()),
        "%s: yTrue and yPred must have the same shape. Received: yTrue %s, yPred %s. If the targets are class indices, use \"sparse_categorical_crossentropy\".",
        owner,
        yTrue.shape(),
        yPred.shape());
  }
}
