package io.hornbill.losses;

import io.hornbill.base.Checks;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Targets that are class numbers. */
final class ClassNumbers {
  private ClassNumbers() {}

  /** Class numbers of the shape of the predictions without the axis of the classes. */
  static Tensor of(String owner, Tensor yTrue, Tensor yPred, int axis) {
    Checks.argument(
        yPred.rank() > 0,
        "%s: predictions must have an axis for the classes. Received: %s. Add one.",
        owner,
        yPred.shape());
    Tensor classes =
        yTrue.rank() == yPred.rank() && yTrue.dim(axis) == 1 ? Ops.squeeze(yTrue, axis) : yTrue;
    Checks.argument(
        classes.shape().matches(yPred.shape().without(axis)),
        "%s: yTrue must be class numbers, one for each row of predictions. Received: yTrue %s, yPred %s. If the targets are one-hot, use \"categorical_crossentropy\".",
        owner,
        yTrue.shape(),
        yPred.shape());
    return classes;
  }

  /** Requires whole numbers in {@code [0, classes)}, or one other number. */
  static void check(String owner, INDArray yTrue, long classes, @Nullable Integer exception) {
    INDArray rows = yTrue.ordering() == 'c' && !yTrue.isView() ? yTrue : yTrue.dup('c');
    long perRow = Math.max(1, rows.length() / Math.max(1, rows.rank() == 0 ? 1 : rows.size(0)));
    for (long i = 0; i < rows.length(); i++) {
      double value = rows.data().getDouble(i);
      boolean known =
          (value >= 0 && (classes == Shape.UNKNOWN || value < classes) && value == Math.rint(value))
              || (exception != null && value == exception);
      Checks.argument(
          known,
          "%s: targets must be whole numbers in [0, %s). Received: %s in row %s of targets %s. Correct the label, or give the predictions more classes.",
          owner,
          classes,
          value,
          i / perRow,
          Arrays.toString(yTrue.shape()));
    }
  }
}
