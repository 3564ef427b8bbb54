package io.hornbill.losses;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Targets that are class numbers. */
final class ClassNumbers {
  private ClassNumbers() {}

  /** Class numbers of the shape of the predictions without the axis of the classes. */
  static Tensor of(String owner, Tensor yTrue, Tensor yPred, int axis) {
    if (yPred.rank() <= 0) {
      throw Fault.of(owner)
          .expected("predictions must have an axis for the classes")
          .received(yPred.shape())
          .remedy("Add one.")
          .argument();
    }
    Tensor classes =
        yTrue.rank() == yPred.rank() && yTrue.dim(axis) == 1 ? Ops.squeeze(yTrue, axis) : yTrue;
    if (!classes.shape().matches(yPred.shape().without(axis))) {
      throw Fault.of(owner)
          .expected("yTrue must be class numbers, one for each row of predictions")
          .received("yTrue %s, yPred %s", yTrue.shape(), yPred.shape())
          .remedy("If the targets are one-hot, use \"categorical_crossentropy\".")
          .argument();
    }
    return classes;
  }

  /** Requires whole numbers in {@code [0, classes)}, or one other number. */
  static void check(String owner, INDArray yTrue, long classes, @Nullable Integer exception) {
    TensorChecks.classNumbers(owner, yTrue, classes, exception);
  }
}
