package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * {@code x} where it is positive, {@code alpha * x} elsewhere, with trained slopes alpha.
 *
 * <p>Input and output {@code [batch, …]}; weight alpha of the shape of a sample.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al.: Delving deep into rectifiers
 *     (2015)</a>
 */
public final class PReLU extends SharedAxes<PReLU> implements AlphaSetters<PReLU> {
  private @Nullable Variable alpha;

  /** Makes a layer with slopes that begin at 0. */
  public PReLU() {
    declareWeight("alpha", "zeros");
  }

  @Override
  protected void build(Shape input) {
    alpha = addWeight("alpha", weightShape(input), weight("alpha"));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor below = Ops.minimum(x, 0).times(Built.of(alpha));
    return Ops.relu(x).plus(below);
  }
}
