package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@link GRU}.
 *
 * <pre>{@code
 * z, r = recurrentActivation(x W + h U + b)
 * resetAfter:  g = activation(x W + b + r * (h U + b'))
 * otherwise:   g = activation(x W + (r * h) U + b)
 * h = z * h + (1 - z) * g
 * }</pre>
 *
 * <p>Inputs {@code [batch, features]} and the state {@code h}, {@code [batch, units]}; outputs
 * {@code h} and {@code h}. Weights with the gates in the order {@code z, r, g}: kernel {@code
 * [features, 3 * units]}, recurrent kernel {@code [units, 3 * units]}, bias {@code [2, 3 * units]}
 * with {@link #resetAfter}, else {@code [3 * units]}.
 *
 * <pre>{@code
 * Layer layer = new RNN(new GRUCell(32)).returnSequences(true);
 * }</pre>
 */
public final class GRUCell extends GatedCell<GRUCell>
    implements RecurrentActivationSetter<GRUCell> {
  private static final Setting<Boolean> RESET_AFTER = Setting.flag("reset_after", true);

  /**
   * Makes a cell.
   *
   * @param units the number of outputs
   */
  public GRUCell(int units) {
    super("units", units, 3, 1);
    declare(RESET_AFTER);
  }

  /**
   * Sets whether the reset gate comes after the recurrent product.
   *
   * @param resetAfter false for the form of the first paper
   */
  public GRUCell resetAfter(boolean resetAfter) {
    return with(RESET_AFTER, resetAfter);
  }

  @Override
  Shape biasShape() {
    long length = 3L * units();
    return get(RESET_AFTER) ? Shape.of(2, length) : Shape.of(length);
  }

  private @Nullable Tensor biasRow(int row) {
    Variable bias = biasVariable();
    if (bias == null || (row > 0 && !get(RESET_AFTER))) {
      return null;
    }
    return get(RESET_AFTER) ? Ops.select(bias.tensor(), 0, row) : bias.tensor();
  }

  @Override
  Tensor project(Tensor x) {
    Tensor y = Ops.dense(x, kernel());
    Tensor bias = biasRow(0);
    return bias == null ? y : y.plus(bias);
  }

  @Override
  List<Tensor> advance(Tensor projected, Tensor recurrentInput, List<Tensor> states) {
    long units = units();
    Tensor h = states.get(0);
    Tensor gates = Ops.slice(projected, -1, 0, 2 * units);
    Tensor candidate = Ops.slice(projected, -1, 2 * units, 3 * units);
    Tensor z;
    if (get(RESET_AFTER)) {
      Tensor product = Ops.matmul(recurrentInput, recurrentKernel());
      Tensor bias = biasRow(1);
      product = bias == null ? product : product.plus(bias);
      gates = gates(gates.plus(Ops.slice(product, -1, 0, 2 * units)));
      z = Ops.slice(gates, -1, 0, units);
      Tensor r = Ops.slice(gates, -1, units, 2 * units);
      candidate = candidate.plus(r.times(Ops.slice(product, -1, 2 * units, 3 * units)));
    } else {
      Tensor kernel = recurrentKernel();
      Tensor product = Ops.matmul(recurrentInput, Ops.slice(kernel, -1, 0, 2 * units));
      gates = gates(gates.plus(product));
      z = Ops.slice(gates, -1, 0, units);
      Tensor r = Ops.slice(gates, -1, units, 2 * units);
      Tensor ofCandidate = Ops.slice(kernel, -1, 2 * units, 3 * units);
      candidate = candidate.plus(Ops.matmul(r.times(recurrentInput), ofCandidate));
    }
    Tensor g = activate("activation", candidate);
    return List.of(
        HalfPrecision.isRounding()
            ? z.times(h).plus(z.times(-1).plus(1).times(g)) // each term is rounded in Keras
            : g.plus(z.times(h.minus(g))));
  }

  private Tensor gates(Tensor sums) {
    return activate("recurrent_activation", sums);
  }

  @Override
  @Nullable List<Tensor> whole(Tensor x, List<Tensor> states) {
    if (!isPlain("tanh")) {
      return null;
    }
    Tensor bias = biasOrZeros(x);
    Tensor h = states.get(0);
    return get(RESET_AFTER)
        ? Ops.gru(x, h, kernel(), recurrentKernel(), Ops.select(bias, 0, 0), Ops.select(bias, 0, 1))
        : Ops.gru(x, h, kernel(), recurrentKernel(), bias);
  }
}
