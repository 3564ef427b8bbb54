package io.hornbill.optimizers;

import io.hornbill.base.Config;
import java.util.List;

/** Adam, whatever its defaults. */
abstract class AdamOptimizer<T extends AdamOptimizer<T>> extends MomentOptimizer<T> {
  private boolean amsgrad;

  AdamOptimizer(double learningRate, double epsilon) {
    super(learningRate, epsilon);
  }

  @Override
  final T configured(Config config) {
    super.configured(config);
    return amsgrad(config.bool("amsgrad", amsgrad));
  }

  /**
   * Sets whether to divide by the greatest root mean square so far.
   *
   * @param amsgrad whether to divide by the greatest root mean square so far; false at first
   * @return this optimizer
   */
  public T amsgrad(boolean amsgrad) {
    requireNotBuilt("amsgrad");
    this.amsgrad = amsgrad;
    return self();
  }

  @Override
  public Config config() {
    return super.config().with("amsgrad", amsgrad);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByAdam(beta1(), beta2(), epsilon(), amsgrad), new ScaleByRate());
  }
}
