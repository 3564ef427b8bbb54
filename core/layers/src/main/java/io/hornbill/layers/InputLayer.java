package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.layers.internal.FloatType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Where data enters a model.
 *
 * <p>Users meet it as {@code io.hornbill.Input}.
 */
public class InputLayer extends KerasLayer<InputLayer> implements TensorLike {
  private static final Setting<Shape> BATCH_SHAPE =
      Setting.of(
              "batch_shape",
              Shape.of(Shape.UNKNOWN),
              InputLayer::read,
              shape -> Axes.written(shape.toList()))
          .alias("batch_input_shape")
          .check("positive lengths, or -1", (owner, name, shape) -> check(shape.without(0)));

  private @Nullable Tensor tensor;
  private String numbers = "";
  private boolean strings;

  /**
   * Makes an input.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public InputLayer(long... shape) {
    declare(BATCH_SHAPE);
    set(BATCH_SHAPE, Shape.of(Shape.UNKNOWN).append(shape));
    keepPolicy(""); // as in Keras, what goes in has floatx, whatever layers make of it
  }

  private static void check(Shape sample) {
    if (!Arrays.stream(sample.dims()).allMatch(length -> length != 0)) {
      throw Fault.of("Input")
          .expected("lengths must be at least 1, or -1 for unknown")
          .received(sample)
          .remedy("Leave the batch axis out.")
          .argument();
    }
  }

  private static Shape read(Config config, String field) {
    long[] dims = Arrays.stream(config.integers(field)).asLongStream().toArray();
    if (!Arrays.stream(dims).allMatch(length -> length >= 1 || length == Shape.UNKNOWN)) {
      throw Fault.of("Input")
          .expected("the lengths of \"%s\" must be at least 1, or null for unknown", field)
          .received(config.get(field))
          .remedy("Correct the configuration.")
          .argument();
    }
    return dims.length == 0 ? Shape.of(Shape.UNKNOWN) : Shape.of(dims);
  }

  /**
   * Sets the batch size, for layers that keep a state per row.
   *
   * @param batchSize the batch size; only this one is then accepted
   */
  public InputLayer batchSize(int batchSize) {
    int size = Checks.positive("Input", "batchSize", batchSize);
    return with(BATCH_SHAPE, shape().with(0, size));
  }

  /** Lets the batch have any size. */
  public InputLayer anyBatch() {
    return with(BATCH_SHAPE, shape().with(0, Shape.UNKNOWN));
  }

  /**
   * Makes this an input of strings, which {@link io.hornbill.data.Strings} puts into arrays: the
   * data has one more axis than the shape says, that of the bytes.
   */
  public InputLayer strings() {
    requireNotBuilt("strings");
    strings = true;
    return this;
  }

  /**
   * Makes this an input of whole numbers, which matters to files only: Keras hashes numbers of no
   * other type.
   */
  public InputLayer integers() {
    requireNotBuilt("integers");
    numbers = "int64";
    return this;
  }

  /** Keeps the type that a file gives. */
  void writtenType(String type) {
    boolean kept = type.contains("int") || type.equals("bool") || FloatType.isHalf(type);
    numbers = kept ? type : "";
  }

  /**
   * Says whether this is an input of strings.
   *
   * @return false by default
   */
  public final boolean isStrings() {
    return strings;
  }

  /** {@return the shape of a batch, unknown lengths being -1} */
  @Override
  public final Shape shape() {
    return get(BATCH_SHAPE);
  }

  /**
   * Sets what the data are, for files; numbers are computed with as floats all the same.
   *
   * @param type {@code "float32"}, {@code "float64"}, {@code "float16"}, {@code "bfloat16"}, {@code
   *     "bool"}, {@code "string"} or a whole type such as {@code "int32"}, {@code "uint8"}
   * @throws IllegalArgumentException if there is no such type
   */
  public InputLayer elementType(String type) {
    if (type.equals("string")) {
      return strings();
    }
    requireNotBuilt("elementType");
    dataType(FloatType.of(owner(), type));
    writtenType(type);
    return this;
  }

  @Override
  public InputLayer dtype(String type) {
    return elementType(type);
  }

  /** {@return Keras' name of what the data are, {@code "float32"} by default} */
  public final String elementType() {
    String plain = numbers.isEmpty() ? FloatType.name(dataType()) : numbers;
    return strings ? "string" : plain;
  }

  /** {@return the tensor that stands for the data, always the same tensor} */
  @Override
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
    return List.of(
        strings
            ? new Spec(DataType.UTF8, shape().append(Shape.UNKNOWN))
            : new Spec(dataType(), shape()));
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
    Config config = new Config().with("name", name()).with("dtype", elementType());
    return settings().write(config).with("sparse", false);
  }
}
