package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The simple recurrent layer, {@code h = f(x W + h U + b)}.
 *
 * @param relu whether {@code f} is {@code max(x, 0)}; else it is {@code tanh}
 */
public record SimpleRnn(boolean relu) implements Recurrent {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int biases() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public List<Tensor> step(
      Tensor projected, List<Tensor> states, Tensor recurrentKernel, @Nullable Tensor rest) {
    Tensor sum = projected.plus(Ops.matmul(states.get(0), recurrentKernel));
    return List.of(relu ? Ops.relu(sum) : Ops.tanh(sum));
  }
}
