package io.hornbill;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.InputLayer;
import java.util.Arrays;

/**
 * Where data enters a model. The batch axis is implied.
 *
 * <pre>{@code
 * new Sequential().add(new Input(784));
 * Tensor images = Input.of(28, 28, 1);
 * }</pre>
 */
public final class Input extends InputLayer {
  /**
   * Makes an input.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public Input(long... shape) {
    super(shape);
  }

  /**
   * Makes an input.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public Input(int... shape) {
    this(longs(shape));
  }

  private static long[] longs(int... shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  /**
   * Makes an input for the functional API.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   * @return the tensor that stands for the data
   */
  public static Tensor of(int... shape) {
    return of(longs(shape));
  }

  /**
   * Makes a named input for the functional API.
   *
   * @param name the name
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   * @return the tensor that stands for the data
   */
  public static Tensor of(String name, int... shape) {
    return of(name, longs(shape));
  }

  /**
   * Makes an input for the functional API, of what another tensor holds: {@code
   * Input.of(x.shape().without(0))} is Keras' {@code Input(x.shape[1:])}.
   *
   * @param shape the shape of one sample, without the batch axis
   * @return the tensor that stands for the data
   */
  public static Tensor of(Shape shape) {
    return of(shape.dims());
  }

  /**
   * Makes an input for the functional API.
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   * @return the tensor that stands for the data
   */
  public static Tensor of(long... shape) {
    return new Input(shape).tensor();
  }

  /**
   * Makes a named input for the functional API.
   *
   * @param name the name
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   * @return the tensor that stands for the data
   */
  public static Tensor of(String name, long... shape) {
    return new Input(shape).name(name).tensor();
  }

  /**
   * Makes an input of strings for the functional API.
   *
   * <pre>{@code
   * Tensor words = Input.strings("text", 1);
   * }</pre>
   *
   * @param name the name
   * @param shape the shape of one sample: 1 for one string
   * @return the tensor that stands for the strings
   */
  public static Tensor strings(String name, long... shape) {
    return new Input(shape).strings().name(name).tensor();
  }

  @Override
  public Input strings() {
    super.strings();
    return this;
  }

  @Override
  public Input name(String name) {
    super.name(name);
    return this;
  }

  /**
   * Sets what the data are, as in Keras; it is kept in files, and numbers are computed with as
   * floats all the same.
   *
   * <pre>{@code
   * Tensor words = new Input(-1).dtype("int32").tensor();
   * }</pre>
   *
   * @param type {@code "float32"}, {@code "int32"}, {@code "bool"}, {@code "string"} and so on
   * @throws IllegalArgumentException if there is no such type
   */
  @Override
  public Input dtype(String type) {
    super.dtype(type);
    return this;
  }

  @Override
  public Input batchSize(int batchSize) {
    super.batchSize(batchSize);
    return this;
  }
}
