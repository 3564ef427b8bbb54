package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;
import io.hornbill.losses.NamedLoss;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of a loss, which is computed with the settings of the metric. */
public abstract class LossMetric<M extends LossMetric<M>> extends MeanMetric<M> {
  static final Setting<Boolean> FROM_LOGITS = Setting.flag("from_logits", false);
  static final Setting<Double> LABEL_SMOOTHING = Setting.number("label_smoothing", 0).within(0, 1);
  static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  private final NamedLoss<?> loss;

  LossMetric(String className, String name, NamedLoss<?> loss, Setting<?>... declared) {
    super(className, name, declared);
    this.loss = loss;
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return configuredLoss().apply(yTrue, yPred);
  }

  @Override
  protected @Nullable Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    return configuredLoss().mask(yTrue, yPred, values);
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    configuredLoss().checkTargets(yTrue, yPred);
  }

  private Loss configuredLoss() {
    return loss.configured(config());
  }
}
