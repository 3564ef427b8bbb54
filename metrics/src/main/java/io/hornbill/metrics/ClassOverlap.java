package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The mean overlap of predicted and true classes: intersection over union. */
public abstract class ClassOverlap<M extends ClassOverlap<M>> extends NamedMetric<M> {
  static final Setting<Integer> NUM_CLASSES =
      Setting.integer("num_classes", 1).required("Make the metric by its constructor.").positive();
  static final Setting<List<Integer>> TARGET_CLASS_IDS = Setting.integers("target_class_ids");

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable Integer> IGNORE_CLASS = Setting.optionalInteger("ignore_class");

  static final Setting<Boolean> SPARSE_Y_PRED = Setting.flag("sparse_y_pred", true);
  static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  ClassOverlap(String className, String name, Setting<?>... declared) {
    super(className, name, declared);
  }

  /** Whether targets are class numbers, not one-hot. */
  boolean targetsAreNumbers() {
    return false;
  }

  /** The classes whose mean is taken. */
  List<Integer> targets() {
    return IntStream.range(0, get(NUM_CLASSES)).boxed().toList();
  }

  @Override
  protected void checkTogether() {
    ConfusionMatrix.checkTargets(className(), targets(), get(NUM_CLASSES));
  }

  /**
   * Leaves a class out.
   *
   * @param ignoreClass targets of this class do not count; by default none
   * @return a metric with that setting
   */
  public M ignoreClass(int ignoreClass) {
    return with(IGNORE_CLASS, ignoreClass);
  }

  /**
   * Says what the predictions are.
   *
   * @param sparseYPred true for class numbers; false for probabilities, which is the default for
   *     one-hot targets
   * @return a metric with that setting
   */
  public M sparseYPred(boolean sparseYPred) {
    return with(SPARSE_Y_PRED, sparseYPred);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public M axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Tensor actual = numbers(yTrue, targetsAreNumbers());
    Tensor predicted = numbers(yPred, get(SPARSE_Y_PRED));
    boolean column = actual.rank() == predicted.rank() + 1 && actual.dim(-1) == 1;
    return ConfusionMatrix.totals(
        className(),
        column ? Ops.squeeze(actual, -1) : actual,
        predicted,
        sampleWeight,
        get(NUM_CLASSES),
        get(IGNORE_CLASS));
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    if (targetsAreNumbers()) {
      TensorChecks.classNumbers(
          className(), Transforms.floor(yTrue, true), get(NUM_CLASSES), get(IGNORE_CLASS));
    }
  }

  private Tensor numbers(Tensor x, boolean sparse) {
    return ConfusionMatrix.numbers(className(), x, sparse, get(AXIS), get(NUM_CLASSES));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return ConfusionMatrix.intersectionOverUnion(totals, targets());
  }
}
