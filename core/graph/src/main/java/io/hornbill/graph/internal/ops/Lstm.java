package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory. The states are {@code h} and {@code c}; the gates are in Keras' order
 * {@code i, f, c, o}.
 *
 * <pre>{@code
 * i, f, o = sigmoid(x W + h U + b),  g = tanh(x W + h U + b)
 * c = f * c + i * g,  h = o * tanh(c)
 * }</pre>
 *
 * @see <a href="https://www.bioinf.jku.at/publications/older/2604.pdf">Hochreiter, Schmidhuber:
 *     Long short-term memory (1997)</a>
 */
public record Lstm() implements Recurrent {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int biases() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public List<Tensor> step(
      Tensor projected, List<Tensor> states, Tensor recurrentKernel, @Nullable Tensor rest) {
    Tensor sums = projected.plus(Ops.matmul(states.get(0), recurrentKernel));
    List<Tensor> gates = Ops.split(sums, 4, -1);
    Tensor kept = Ops.sigmoid(gates.get(1)).times(states.get(1));
    Tensor c = kept.plus(Ops.sigmoid(gates.get(0)).times(Ops.tanh(gates.get(2))));
    return List.of(Ops.sigmoid(gates.get(3)).times(Ops.tanh(c)), c);
  }
}
