package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What brings numbers that were normalized by the batch near to those that moving averages give, so
 * that training computes as inference does.
 *
 * <pre>{@code
 * r = clip(stddev / moving stddev, rmin, rmax)
 * d = clip((mean - moving mean) / moving stddev, -dmax, dmax)
 * output = gamma * ((x - mean) / stddev * r + d) + beta
 * }</pre>
 *
 * <p>Gradients do not flow through r and d. Inference has averages of its own, with another
 * momentum, and keeps that of the standard deviation in the place of the variance's.
 *
 * @see <a href="https://arxiv.org/abs/1702.03275">Ioffe: Batch renormalization (2017)</a>
 */
final class BatchRenormalization {
  private final Variable movingStddev;
  private final Variable mean;
  private final Variable stddev;
  private final Map<String, Double> clipping;
  private final double momentum;
  private final double epsilon;

  BatchRenormalization(
      List<Variable> weights, Map<String, Double> clipping, double momentum, double epsilon) {
    movingStddev = weights.get(0);
    mean = weights.get(1);
    stddev = weights.get(2);
    this.clipping = clipping;
    this.momentum = momentum;
    this.epsilon = epsilon;
  }

  /** Factor and shift of normalized numbers, before the averages have taken the batch up. */
  List<Tensor> correction(
      Tensor ofBatch, Tensor variance, CallContext context, UnaryOperator<Tensor> flat) {
    Tensor known = Ops.maximum(flat.apply(context.value(stddev)), Math.sqrt(epsilon));
    Tensor r = stddev(variance).dividedBy(known);
    Tensor d = ofBatch.minus(flat.apply(context.value(mean))).dividedBy(known);
    Double rmin = clipping.get("rmin");
    Double rmax = clipping.get("rmax");
    Double dmax = clipping.get("dmax");
    r = rmin == null ? r : Ops.maximum(r, rmin);
    r = rmax == null ? r : Ops.minimum(r, rmax);
    d = dmax == null ? d : Ops.minimum(Ops.maximum(d, -dmax), dmax);
    return List.of(Ops.stopGradient(r), Ops.stopGradient(d));
  }

  /**
   * Takes a batch up.
   *
   * @return the variance for inference
   */
  Tensor follow(Tensor ofBatch, Tensor variance, CallContext context, BatchNormalization layer) {
    Tensor spread = stddev(variance);
    layer.follow(mean, ofBatch, momentum, context);
    layer.follow(stddev, spread, momentum, context);
    Tensor moving = layer.follow(movingStddev, spread, layer.momentum(), context);
    return Ops.maximum(Ops.square(moving).minus(epsilon), 0.);
  }

  private Tensor stddev(Tensor variance) {
    return Ops.sqrt(variance.plus(epsilon));
  }
}
