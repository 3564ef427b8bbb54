package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean of each channel over time; masked steps do not count.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {
  /** Makes a layer. */
  public GlobalAveragePooling1D() {
    super(false, 1);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor mask = context.mask();
    if (mask == null) {
      return super.call(x, context);
    }
    int time = channelsFirst() ? 2 : 1;
    Tensor weights = Ops.expandDims(mask, channelsFirst() ? 1 : 2);
    return Ops.sum(x.times(weights), time, keepsDims())
        .dividedBy(Ops.sum(weights, time, keepsDims()));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> none = new ArrayList<>();
    none.add(null);
    return none;
  }
}
