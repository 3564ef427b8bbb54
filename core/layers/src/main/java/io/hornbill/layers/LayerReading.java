package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers whose weights are about to come from a file: no random numbers are drawn for them, and
 * they take no more memory than the file can fill.
 *
 * <pre>{@code
 * LayerReading reading = LayerReading.ofFile(content.size());
 * Layer model = reading.within(() -> Layers.read(config));
 * reading.filled(weight);     // for each weight that was in the file
 * reading.initializeOthers();
 * }</pre>
 */
public final class LayerReading {
  /** Deflate makes at most 1,032 bytes of one; small files may have weights of one value. */
  private static final long MOST_EXPANSION = 1032;

  private static final long SMALL = 16L << 20;

  private static final ThreadLocal<@Nullable LayerReading> PRESENT = new ThreadLocal<>();

  private final long most;
  private long used;
  private final IdentityHashMap<Variable, Supplier<INDArray>> open = new IdentityHashMap<>();

  /**
   * Makes an account.
   *
   * @param most how many bytes all weights may have
   */
  public LayerReading(long most) {
    this.most = most;
  }

  /**
   * Makes the account of a file, which may be compressed.
   *
   * @param bytes how many bytes the file has
   * @return an account of as much as it can hold
   */
  public static LayerReading ofFile(long bytes) {
    return new LayerReading(SMALL + MOST_EXPANSION * bytes);
  }

  /**
   * Runs an action that makes and builds layers.
   *
   * @param action the action
   * @param <T> what it returns
   * @return what the action returned
   * @throws IllegalArgumentException if the weights take too much memory
   */
  public <T> T within(Supplier<T> action) {
    LayerReading outer = PRESENT.get();
    PRESENT.set(this);
    try {
      return action.get();
    } finally {
      if (outer == null) {
        PRESENT.remove();
      } else {
        PRESENT.set(outer);
      }
    }
  }

  /** The new weight, for which first values are made now, or later if at all. */
  static Variable make(String name, Shape shape, DataType type, Supplier<INDArray> first) {
    LayerReading reading = PRESENT.get();
    if (reading == null) {
      return new Variable(name, first.get());
    }
    reading.account(name, shape, type);
    Variable weight = new Variable(name, Nd4j.create(type, shape.dims()));
    reading.open.put(weight, first);
    return weight;
  }

  private void account(String name, Shape shape, DataType type) {
    double bytes = type.width();
    for (long length : shape.dims()) {
      bytes *= length;
    }
    Checks.argument(
        bytes <= most - used,
        "Model: all weights must be in the file. Received: \"%s\" of shape %s, with %s bytes of %s left. Fetch or save the file again.",
        name,
        shape,
        most - used,
        most);
    used += (long) bytes;
  }

  /**
   * Says that a weight has got its values.
   *
   * @param weight the weight
   */
  public void filled(Variable weight) {
    open.remove(weight);
  }

  /** Gives the weights that were not in the file what their initializers make. */
  public void initializeOthers() {
    open.forEach((weight, first) -> weight.assign(first.get()));
    open.clear();
  }
}
