package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent unit, with the gates in Keras' order {@code z, r, h}.
 *
 * <pre>{@code
 * z, r = sigmoid(x W + h U + b)
 * reset before: g = tanh(x W + (r * h) U + b)
 * reset after:  g = tanh(x W + b + r * (h U + b'))
 * h = z * h + (1 - z) * g
 * }</pre>
 *
 * <p>The bias is {@code b}, followed by {@code b'} if the reset gate comes after the product.
 *
 * @param resetAfter whether the reset gate comes after the recurrent product
 * @see <a href="https://arxiv.org/abs/1406.1078">Cho et al.: Learning phrase representations (2014)
 *     </a>
 */
public record Gru(boolean resetAfter) implements Recurrent {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int biases() {
    return resetAfter ? 4 : 3;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public List<Tensor> step(
      Tensor projected, List<Tensor> states, Tensor recurrentKernel, @Nullable Tensor rest) {
    Tensor h = states.get(0);
    long units = h.dim(-1);
    Tensor candidate = Ops.slice(projected, -1, 2 * units, 3 * units);
    Tensor gates = Ops.slice(projected, -1, 0, 2 * units);
    Tensor z;
    if (rest != null) {
      Tensor product = Ops.matmul(h, recurrentKernel);
      gates = Ops.sigmoid(gates.plus(Ops.slice(product, -1, 0, 2 * units)));
      z = Ops.slice(gates, -1, 0, units);
      Tensor r = Ops.slice(gates, -1, units, 2 * units);
      candidate = candidate.plus(r.times(Ops.slice(product, -1, 2 * units, 3 * units).plus(rest)));
    } else {
      Tensor ofGates = Ops.slice(recurrentKernel, -1, 0, 2 * units);
      gates = Ops.sigmoid(gates.plus(Ops.matmul(h, ofGates)));
      z = Ops.slice(gates, -1, 0, units);
      Tensor r = Ops.slice(gates, -1, units, 2 * units);
      Tensor ofCandidate = Ops.slice(recurrentKernel, -1, 2 * units, 3 * units);
      candidate = candidate.plus(Ops.matmul(r.times(h), ofCandidate));
    }
    Tensor g = Ops.tanh(candidate);
    return List.of(g.plus(z.times(h.minus(g))));
  }
}
