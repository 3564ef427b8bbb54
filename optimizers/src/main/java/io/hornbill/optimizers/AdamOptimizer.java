package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import java.util.List;

/** Adam, whatever its defaults. */
public abstract class AdamOptimizer<T extends AdamOptimizer<T>> extends MomentOptimizer<T> {
  private static final Setting<Boolean> AMSGRAD = Setting.flag("amsgrad", false);

  AdamOptimizer(double learningRate, double epsilon) {
    super(learningRate, epsilon, AMSGRAD);
  }

  /**
   * Sets whether to divide by the greatest root mean square so far.
   *
   * @param amsgrad whether to divide by the greatest root mean square so far; false by default
   */
  public T amsgrad(boolean amsgrad) {
    return with(AMSGRAD, amsgrad);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByAdam(beta1(), beta2(), epsilon(), get(AMSGRAD)), new ScaleByRate());
  }
}
