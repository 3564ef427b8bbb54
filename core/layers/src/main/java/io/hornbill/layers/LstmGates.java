package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What the dense and the convolutional LSTM cells share. */
final class LstmGates {
  private LstmGates() {}

  /**
   * From the sums of the gates {@code i, f, g, o} along the last axis to {@code h} and {@code c}.
   */
  static List<Tensor> step(Tensor sums, Tensor c, FluentLayer<?> cell) {
    List<Tensor> gates = Ops.split(sums, 4, -1);
    Tensor i = cell.activate("recurrent_activation", gates.get(0));
    Tensor f = cell.activate("recurrent_activation", gates.get(1));
    Tensor g = cell.activate("activation", gates.get(2));
    Tensor o = cell.activate("recurrent_activation", gates.get(3));
    Tensor next = f.times(c).plus(i.times(g));
    return List.of(o.times(cell.activate("activation", next)), next);
  }

  /** Makes the bias of the forget gate 1. */
  static void beginRemembering(@Nullable Variable bias, int units) {
    if (bias != null) {
      INDArray value = bias.value().dup('c');
      value.get(NDArrayIndex.interval(units, 2L * units)).assign(1);
      bias.assign(value);
    }
  }
}
