package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks the time steps all of whose features are the mask value: later layers skip them.
 *
 * <p>Input and output {@code [batch, steps, features]}, mask {@code [batch, steps]}.
 */
public final class Masking extends MaskedLayer<Masking> {
  private static final Setting<Double> MASK_VALUE = Setting.number("mask_value", 0).finite();

  /** Makes a layer that masks zeros. */
  public Masking() {
    this(0);
  }

  /**
   * Makes a layer.
   *
   * @param maskValue the value that marks a step
   */
  public Masking(double maskValue) {
    declare(MASK_VALUE);
    set(MASK_VALUE, maskValue);
    expectMinRank(2, "[batch, …, features]");
  }

  /**
   * Sets the value that marks a step.
   *
   * @param maskValue 0 by default
   * @return this layer
   */
  public Masking maskValue(double maskValue) {
    set(MASK_VALUE, maskValue);
    return this;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x.times(Ops.max(Ops.notEqual(x, get(MASK_VALUE)), -1, true));
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(Ops.max(Ops.notEqual(inputs.get(0), get(MASK_VALUE)), -1, false));
    return result;
  }
}
