package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The projection of an attention into heads, or back: a product over the last axes with a kernel of
 * three or more axes, as Keras' EinsumDense.
 */
final class HeadProjection extends FluentLayer<HeadProjection> {
  private final int bound;
  private final long[] made;
  private final WeightSettings kernelSettings;
  private final WeightSettings biasSettings;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /** Sums over the last {@code bound} axes and makes these. */
  HeadProjection(String name, int bound, long[] made, WeightSettings kernel, WeightSettings bias) {
    this.bound = bound;
    this.made = made.clone();
    this.kernelSettings = kernel;
    this.biasSettings = bias;
    name(name);
  }

  @Override
  public String className() {
    return "EinsumDense";
  }

  @Override
  protected void build(Shape input) {
    Shape summed = input.slice(input.rank() - bound, input.rank());
    kernel = addWeight("kernel", summed.append(made), kernelSettings);
    bias = biasSettings.isUsed() ? addWeight("bias", Shape.of(made), biasSettings) : null;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Shape free = x.shape().slice(0, x.rank() - bound);
    Variable matrix = Built.of(kernel);
    long rows = matrix.shape().slice(0, bound).size();
    long columns = Shape.of(made).size();
    Tensor flat = bound == 1 ? x : Ops.reshape(x, free.append(rows).dims());
    Tensor y = Ops.dense(flat, Ops.reshape(matrix.tensor(), rows, columns));
    y = bias == null ? y : y.plus(Ops.reshape(bias.tensor(), columns));
    return made.length == 1 ? y : Ops.reshape(y, free.append(made).dims());
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }
}
