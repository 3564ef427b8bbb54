package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where data enters a model.
 *
 * <p>Users meet it as {@code io.hornbill.Input}.
 */
public class InputLayer extends KerasLayer<InputLayer> {
  private final Shape sample;
  private long batchSize = Shape.UNKNOWN;
  private @Nullable Tensor tensor;

  /**
   * Makes an input.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public InputLayer(long... shape) {
    for (long length : shape) {
      Checks.argument(
          length > 0 || length == Shape.UNKNOWN,
          "Input: lengths must be at least 1, or -1 for unknown. Received: %s. Leave the batch axis out.",
          Shape.of(shape));
    }
    sample = Shape.of(shape);
  }

  static InputLayer from(Config config) {
    String field = config.has("batch_shape") ? "batch_shape" : "batch_input_shape";
    int[] dims = config.integers(field, -1);
    long[] shape = new long[Math.max(0, dims.length - 1)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims[i + 1];
    }
    InputLayer layer = new InputLayer(shape).configure(config);
    return dims.length > 0 && dims[0] > 0 ? layer.batchSize(dims[0]) : layer;
  }

  /**
   * Sets the batch size, for layers that keep a state per row.
   *
   * @param batchSize the batch size; only this one is then accepted
   * @return this layer
   */
  public InputLayer batchSize(int batchSize) {
    requireNotBuilt("batchSize");
    this.batchSize = Checks.positive("Input", "batchSize", batchSize);
    return this;
  }

  /**
   * Returns the shape of a batch.
   *
   * @return the shape, unknown lengths being -1
   */
  public final Shape shape() {
    return Shape.of(batchSize).append(sample.dims());
  }

  /**
   * Returns the tensor that stands for the data.
   *
   * @return always the same tensor
   */
  public final Tensor tensor() {
    Tensor known = tensor;
    if (known == null) {
      known = LayerCall.record(this, List.of()).get(0);
      tensor = known;
    }
    return known;
  }

  @Override
  protected final void build(List<Shape> inputs) {}

  @Override
  protected final List<Spec> infer(List<Spec> inputs) {
    return List.of(new Spec(dataType(), shape()));
  }

  @Override
  protected final Tensor call(Tensor x, CallContext context) {
    return x;
  }

  @Override
  protected final boolean supportsMasking() {
    return true;
  }

  @Override
  public final String className() {
    return "InputLayer";
  }

  @Override
  protected final boolean keepsRowsApart(boolean inTraining) {
    return true;
  }

  @Override
  public Config config() {
    List<@Nullable Object> shape = new ArrayList<>();
    for (long length : shape().dims()) {
      shape.add(length < 0 ? null : (Object) length);
    }
    return new Config()
        .with("batch_shape", shape)
        .with("dtype", FloatType.name(dataType()))
        .with("sparse", false)
        .with("name", name());
  }
}
