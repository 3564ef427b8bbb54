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
 * One step of {@link LSTM}.
 *
 * <pre>{@code
 * i, f, o = recurrentActivation(x W + h U + b),  g = activation(x W + h U + b)
 * c = f * c + i * g,  h = o * activation(c)
 * }</pre>
 *
 * <p>Inputs {@code [batch, features]} and the states {@code h} and {@code c}, {@code [batch,
 * units]}; outputs {@code h}, {@code h}, {@code c}. Weights with the gates in the order {@code i,
 * f, g, o}: kernel {@code [features, 4 * units]}, recurrent kernel {@code [units, 4 * units]}, bias
 * {@code [4 * units]}.
 *
 * <pre>{@code
 * Layer layer = new RNN(new LSTMCell(32)).returnSequences(true);
 * }</pre>
 */
public final class LSTMCell extends GatedCell<LSTMCell>
    implements RecurrentActivationSetter<LSTMCell> {
  private static final Setting<Boolean> UNIT_FORGET_BIAS = Setting.flag("unit_forget_bias", true);

  /**
   * Makes a cell.
   *
   * @param units the number of outputs
   */
  public LSTMCell(int units) {
    super("units", units, 4, 2);
    declare(UNIT_FORGET_BIAS);
  }

  /**
   * Sets whether the bias of the forget gate is initialized with ones.
   *
   * @param unitForgetBias false to leave it to the initializer
   */
  public LSTMCell unitForgetBias(boolean unitForgetBias) {
    return with(UNIT_FORGET_BIAS, unitForgetBias);
  }

  @Override
  protected void build(Shape input) {
    super.build(input);
    if (get(UNIT_FORGET_BIAS)) {
      LstmGates.beginRemembering(biasVariable(), units());
    }
  }

  /** The bias comes with the input, or where sums are rounded, where Keras adds it. */
  @Override
  Tensor project(Tensor x) {
    return HalfPrecision.isRounding() ? Ops.dense(x, kernel()) : super.project(x);
  }

  @Override
  List<Tensor> advance(Tensor projected, Tensor recurrentInput, List<Tensor> states) {
    Tensor sums = projected.plus(Ops.matmul(recurrentInput, recurrentKernel()));
    Variable bias = biasVariable();
    if (bias != null && HalfPrecision.isRounding()) {
      sums = sums.plus(bias);
    }
    return LstmGates.step(sums, states.get(1), this);
  }

  @Override
  @Nullable List<Tensor> whole(Tensor x, List<Tensor> states) {
    return isPlain("tanh")
        ? Ops.lstm(x, states.get(0), states.get(1), kernel(), recurrentKernel(), biasOrZeros(x))
        : null;
  }
}
