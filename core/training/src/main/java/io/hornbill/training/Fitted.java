package io.hornbill.training;

import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.engine.internal.lengths.Padding;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The plan that computes a batch, and how the batch is put into it.
 *
 * @param shapes the shapes that the plan is for
 * @param padding what stands behind sequences that are shorter; null if none are
 * @param length how many steps sequences have
 */
record Fitted(BatchShapes shapes, @Nullable Padding padding, long length) {
  /** As it is, whatever its shapes. */
  static final Fitted SAME = exactly(new BatchShapes(List.of(), List.of(), List.of()));

  /** The axis of the steps. */
  static final int TIME = 1;

  /** Computed by a plan for the same shapes. */
  static Fitted exactly(BatchShapes shapes) {
    return new Fitted(shapes, null, 0);
  }

  /** A plan's inputs, to be filled with a batch. */
  List<Bytes> filled(List<Bytes> inputs) {
    Padding known = padding;
    if (known == null) {
      return inputs;
    }
    List<Bytes> filled = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Double number = known.inputs().get(i);
      filled.add(number == null ? inputs.get(i) : inputs.get(i).filledWith(number));
    }
    return filled;
  }

  /** What a plan's input has of the batch's own. */
  INDArray own(int input, INDArray array) {
    boolean longer = padding != null && padding.inputs().get(input) != null;
    return longer
        ? array.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length)).dup('c')
        : array.dup('c');
  }

  /** Whether outputs have steps of which some are not the batch's. */
  boolean isCut() {
    return !Collections.disjoint(cuts(), List.of(true));
  }

  /** The shapes of a batch's outputs, of those that a plan makes. */
  List<Shape> cut(List<Shape> outputs) {
    if (!isCut()) {
      return outputs;
    }
    List<Shape> cut = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      cut.add(cuts().get(i) ? outputs.get(i).with(TIME, length) : outputs.get(i));
    }
    return cut;
  }

  private List<Boolean> cuts() {
    return padding == null ? List.of() : padding.outputs();
  }
}
