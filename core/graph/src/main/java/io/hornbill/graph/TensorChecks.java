package io.hornbill.graph;

import io.hornbill.base.Fault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    if (!yTrue.shape().matches(yPred.shape())) {
      throw Fault.of(owner)
          .expected("yTrue and yPred must have the same shape")
          .received("yTrue %s, yPred %s", yTrue.shape(), yPred.shape())
          .remedy("If the targets are class indices, use \"sparse_categorical_crossentropy\".")
          .argument();
    }
  }

  /**
   * Requires whole numbers in {@code [0, classes)}, or one other number.
   *
   * @param owner who asks, for the message
   * @param yTrue the targets
   * @param classes how many classes there are; -1 if that is not known
   * @param exception the other number; null for none
   * @throws IllegalArgumentException if a target is another number
   */
  public static void classNumbers(
      String owner, INDArray yTrue, long classes, @Nullable Integer exception) {
    INDArray rows = yTrue.ordering() == 'c' && !yTrue.isView() ? yTrue : yTrue.dup('c');
    long perRow = Math.max(1, rows.length() / Math.max(1, rows.rank() == 0 ? 1 : rows.size(0)));
    for (long i = 0; i < rows.length(); i++) {
      double value = rows.data().getDouble(i);
      boolean known =
          (value >= 0 && (classes == Shape.UNKNOWN || value < classes) && value == Math.rint(value))
              || (exception != null && value == exception);
      if (!known) {
        throw Fault.of(owner)
            .expected("targets must be whole numbers in [0, %s)", classes)
            .received(
                "%s in row %s of targets %s", value, i / perRow, Arrays.toString(yTrue.shape()))
            .remedy("Correct the label, or give the predictions more classes.")
            .argument();
      }
    }
  }
}
