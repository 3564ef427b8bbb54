package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where data enters a model.
 *
 * <p>Users meet it as {@code io.hornbill.Input}.
 */
public class InputLayer extends KerasLayer<InputLayer> {
  private static final Setting<Shape> BATCH_SHAPE =
      Setting.of(
              "batch_shape",
              Shape.of(Shape.UNKNOWN),
              InputLayer::read,
              shape -> Axes.written(shape.toList()))
          .alias("batch_input_shape")
          .check("positive lengths, or -1", (owner, name, shape) -> check(shape.without(0)));

  private @Nullable Tensor tensor;

  /**
   * Makes an input.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public InputLayer(long... shape) {
    declare(BATCH_SHAPE);
    set(BATCH_SHAPE, Shape.of(Shape.UNKNOWN).append(shape));
  }

  private static void check(Shape sample) {
    Checks.argument(
        Arrays.stream(sample.dims()).allMatch(length -> length != 0),
        "Input: lengths must be at least 1, or -1 for unknown. Received: %s. Leave the batch axis"
            + " out.",
        sample);
  }

  /** A batch size that is missing, or not positive, may be any. */
  private static Shape read(Config config, String field) {
    long[] dims = Arrays.stream(config.integers(field)).asLongStream().toArray();
    if (dims.length == 0) {
      return Shape.of(Shape.UNKNOWN);
    }
    dims[0] = dims[0] > 0 ? dims[0] : Shape.UNKNOWN;
    return Shape.of(dims);
  }

  /**
   * Sets the batch size, for layers that keep a state per row.
   *
   * @param batchSize the batch size; only this one is then accepted
   * @return this layer
   */
  public InputLayer batchSize(int batchSize) {
    int size = Checks.positive("Input", "batchSize", batchSize);
    return with(BATCH_SHAPE, shape().with(0, size));
  }

  /** {@return the shape of a batch, unknown lengths being -1} */
  public final Shape shape() {
    return get(BATCH_SHAPE);
  }

  /** {@return the tensor that stands for the data, always the same tensor} */
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

  /** Keras' constructor takes less than that of other layers: there is no {@code trainable}. */
  @Override
  public Config config() {
    Config config = new Config().with("name", name()).with("dtype", FloatType.name(dataType()));
    return settings().write(config).with("sparse", false);
  }
}
