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
 * Layer model = Layers.read(config.in(scope.with(LayerReading.class, reading)));
 * reading.filled(weight);     // for each weight that was in the file
 * reading.initializeOthers();
 * }</pre>
 */
public final class LayerReading {
  /** Deflate makes at most 1,032 bytes of one; small files may have weights of one value. */
  private static final long MOST_EXPANSION = 1032;

  private static final long SMALL = 16L << 20;

  private final long most;
  private long used;
  private boolean done;
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

  /** The new weight, for which first values are made now, or later if at all. */
  static Variable make(
      @Nullable LayerReading reading,
      String name,
      Shape shape,
      DataType type,
      Supplier<INDArray> first) {
    if (reading == null || reading.done) {
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
    done = true;
  }
}
