package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@link SimpleRNN}.
 *
 * <pre>{@code h = activation(x W + h U + b)}</pre>
 *
 * <p>Inputs {@code [batch, features]} and the state {@code h}, {@code [batch, units]}; outputs
 * {@code h} and {@code h}. Weights: kernel {@code [features, units]}, recurrent kernel {@code
 * [units, units]}, bias {@code [units]}.
 *
 * <pre>{@code
 * Layer layer = new RNN(new SimpleRNNCell(32)).returnSequences(true);
 * }</pre>
 */
public final class SimpleRNNCell extends GatedCell<SimpleRNNCell> {
  /**
   * Makes a cell.
   *
   * @param units the number of outputs
   */
  public SimpleRNNCell(int units) {
    super("units", units, 1, 1);
  }

  @Override
  List<Tensor> advance(Tensor projected, Tensor recurrentInput, List<Tensor> states) {
    Tensor sum = projected.plus(Ops.matmul(recurrentInput, recurrentKernel()));
    return List.of(activate("activation", sum));
  }

  @Override
  @Nullable List<Tensor> whole(Tensor x, List<Tensor> states) {
    boolean relu = isPlain("relu") && activationFunction("activation").config().asMap().isEmpty();
    return relu || isPlain("tanh")
        ? Ops.simpleRnn(x, states.get(0), kernel(), recurrentKernel(), biasOrZeros(x), relu)
        : null;
  }
}
