package io.hornbill.layers.internal;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Layers whose weights are about to come from a file: they are no larger than what the file can
 * hold.
 *
 * <pre>{@code
 * LayerReading reading = LayerReading.ofFile(content.size());
 * Layer model = Layers.read(config.in(scope.with(LayerReading.class, reading)));
 * reading.finish();
 * }</pre>
 */
public final class LayerReading {
  /** Deflate makes at most 1,032 bytes of one; small files may have weights of one value. */
  private static final long MOST_EXPANSION = 1032;

  private static final long SMALL = 16L << 20;

  private final long most;
  private long used;
  private boolean done;

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
   * Counts a weight that is about to be made.
   *
   * @param name its name
   * @param shape its shape
   * @param type its type
   * @throws IllegalArgumentException if the file cannot hold it beside those before
   */
  public void account(String name, Shape shape, DataType type) {
    if (done) {
      return;
    }
    double bytes = bytes(shape, type);
    if (!(bytes <= most - used)) {
      throw Fault.of("Model")
          .expected("all weights must be in the file")
          .received("\"%s\" of shape %s, with %s bytes of %s left", name, shape, most - used, most)
          .remedy("Fetch or save the file again.")
          .argument();
    }
    used += (long) bytes;
  }

  /**
   * How many bytes a weight has, be they more than a long can hold.
   *
   * @param shape its shape
   * @param type its type
   * @return the bytes
   */
  public static double bytes(Shape shape, DataType type) {
    double bytes = type.width();
    for (long length : shape.dims()) {
      bytes *= length;
    }
    return bytes;
  }

  /** Says that the file is read; layers that are built from now on may be of any size. */
  public void finish() {
    done = true;
  }
}
