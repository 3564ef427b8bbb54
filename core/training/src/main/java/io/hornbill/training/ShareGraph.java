package io.hornbill.training;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.SumAcross;
import io.hornbill.layers.BatchShare;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Reduction;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How the losses of a share of a batch count: so that the sum over all processes is the loss of the
 * whole batch. Three numbers are given for each step.
 */
final class ShareGraph {
  private final long firstRow;
  private final boolean layersLookAcross;
  private final BiConsumer<String, double[]> processes;
  private final Tensor ofData;
  private final Tensor ofWeights;
  private final Tensor present;

  /**
   * Makes the inputs.
   *
   * @param dataType the type of the losses
   * @param firstRow the place of the share's first row in the batch
   * @param layersLookAcross whether layers compute over the rows of all processes
   * @param processes replaces numbers by their sum over all processes
   */
  ShareGraph(
      DataType dataType,
      long firstRow,
      boolean layersLookAcross,
      BiConsumer<String, double[]> processes) {
    this.firstRow = firstRow;
    this.layersLookAcross = layersLookAcross;
    this.processes = processes;
    Spec one = new Spec(dataType, Shape.of());
    ofData = Ops.placeholder("shareOfData", one);
    ofWeights = Ops.placeholder("shareOfWeights", one);
    present = Ops.placeholder("present", one);
  }

  /** The share of the rows, the share of what weights add to the loss, and whether rows count. */
  List<Tensor> inputs() {
    return List.of(ofData, ofWeights, present);
  }

  BatchShare batchShare(long rows) {
    return new BatchShare(firstRow, rows, present, layersLookAcross ? processes : null);
  }

  /** A mean over rows. */
  Tensor ofData(Tensor mean) {
    return mean.times(ofData);
  }

  /** What each process computes alike. */
  Tensor ofWeights(Tensor penalty) {
    return penalty.times(ofWeights);
  }

  /** The loss of an output. */
  Tensor of(
      int output,
      Loss loss,
      Tensor value,
      Tensor yTrue,
      Tensor yPred,
      @Nullable Tensor weight,
      @Nullable Tensor mask) {
    if (loss.reduction() == Reduction.SUM || loss.reduction() == Reduction.NONE) {
      return value.times(present);
    }
    Tensor divisor = loss.divisor(yTrue, yPred, weight, mask);
    if (divisor == null) {
      return value.times(ofData);
    }
    Tensor own = divisor.times(present);
    Tensor all = Node.apply(new SumAcross("loss " + output, processes), own);
    return value.times(Ops.divideNoNan(own, all));
  }
}
