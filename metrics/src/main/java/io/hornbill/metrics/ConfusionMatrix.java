package io.hornbill.metrics;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import io.hornbill.graph.internal.ops.ScatterAdd;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** How often each true class was taken for each class, and what follows from it. */
final class ConfusionMatrix {
  private static final String TOTAL = "total_confusion_matrix";
  private static final double EPSILON = 1e-7;

  private ConfusionMatrix() {}

  /** Class numbers, from which an axis for the classes is gone. */
  static Tensor numbers(String owner, Tensor x, boolean sparse, int axis, int classes) {
    if (sparse) {
      return Ops.floor(x);
    }
    if (x.dim(axis) != classes) {
      throw Fault.of(owner)
          .expected("what is not a class number must have one value per class on axis %s", axis)
          .received("%s for %s classes", x.shape(), classes)
          .remedy("Correct numClasses, or say that it is sparse.")
          .argument();
    }
    return Ops.argmax(x, axis);
  }

  /** The matrix {@code [classes, classes]} of a batch; a row is a true class. */
  static Map<String, Tensor> totals(
      String owner,
      Tensor yTrue,
      Tensor yPred,
      @Nullable Tensor sampleWeight,
      int classes,
      @Nullable Integer ignoreClass) {
    TensorChecks.sameShape(owner, yTrue, yPred);
    Tensor weight = Confusion.weights(owner, sampleWeight, yPred);
    Tensor counts = Ops.logicalAnd(inside(yTrue, classes), inside(yPred, classes));
    if (ignoreClass != null) {
      counts = counts.times(Ops.notEqual(yTrue, ignoreClass));
    }
    Tensor place = yTrue.times(classes).plus(yPred);
    Tensor cells = Ops.where(counts, place, Ops.zerosLike(place));
    Tensor weights = Ops.where(counts, weight, Ops.zerosLike(weight));
    Tensor flat =
        Node.apply(
            new ScatterAdd((long) classes * classes),
            Ops.reshape(cells, Shape.UNKNOWN),
            Ops.reshape(weights, Shape.UNKNOWN));
    return Map.of(TOTAL, Ops.reshape(flat, classes, classes));
  }

  /** The mean overlap of some classes, of which those that never occurred do not count. */
  static Tensor intersectionOverUnion(Map<String, Tensor> totals, List<Integer> targets) {
    Tensor matrix = Totals.of(totals, TOTAL);
    int classes = (int) matrix.dim(0);
    double[] wanted = new double[classes];
    targets.forEach(target -> wanted[target] = 1);
    Tensor chosen = Ops.cast(Ops.constant(Nd4j.createFromArray(wanted)), matrix.dataType());
    Tensor identity = Ops.oneHot(Ops.arange(classes, matrix.dataType()), classes);
    Tensor both = Ops.sum(matrix.times(identity), 1);
    Tensor either = Ops.sum(matrix, 0).plus(Ops.sum(matrix, 1)).minus(both);
    Tensor valid = Ops.greater(either, 1e-9).times(chosen);
    Tensor overlaps = both.dividedBy(either.plus(EPSILON)).times(valid);
    return Ops.sum(overlaps).dividedBy(Ops.sum(valid).plus(EPSILON));
  }

  static void checkTargets(String owner, List<Integer> targets, int classes) {
    if (targets.isEmpty() || !targets.stream().allMatch(id -> id >= 0 && id < classes)) {
      throw Fault.of(owner)
          .expected("targetClassIds must be at least one class in [0, %s)", classes)
          .received(targets)
          .remedy("Classes count from 0.")
          .argument();
    }
  }

  private static Tensor inside(Tensor numbers, int classes) {
    return Ops.logicalAnd(Ops.greaterEqual(numbers, 0), Ops.less(numbers, classes));
  }
}
