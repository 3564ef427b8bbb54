package io.hornbill.data.internal.arrays;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;

/**
 * What is put into another order before each pass over rows.
 *
 * <pre>{@code
 * int[] order = Shuffle.ROWS.order(1000, 32, RandomStream.of(42));
 * }</pre>
 */
public enum Shuffle {
  /** Nothing. */
  NONE,
  /** Single rows. */
  ROWS,
  /** Whole batches; the rows of a batch stay together. */
  BATCHES;

  /**
   * Reads Keras' third choice besides true and false.
   *
   * @param owner how messages name the caller
   * @param name {@code "batch"}
   * @return {@link #BATCHES}
   * @throws IllegalArgumentException if it is another name
   */
  public static Shuffle named(String owner, String name) {
    if (!name.equals("batch")) {
      throw Fault.of(owner)
          .expected("shuffle must be true, false or \"batch\"")
          .received("\"%s\"", name)
          .remedy("Choose one.")
          .argument();
    }
    return BATCHES;
  }

  /**
   * Orders rows.
   *
   * @param rows how many there are
   * @param batchSize the number of rows per batch; with BATCHES these stay together, and a smaller
   *     last batch stays last
   * @param random draws the order
   * @return the numbers of the rows
   */
  public int[] order(int rows, int batchSize, RandomStream random) {
    int size = this == BATCHES ? batchSize : 1;
    int[] blocks = new int[this == NONE ? 0 : rows / size];
    for (int i = 0; i < blocks.length; i++) {
      int j = random.nextInt(i + 1);
      blocks[i] = blocks[j];
      blocks[j] = i;
    }
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i / size < blocks.length ? blocks[i / size] * size + i % size : i;
    }
    return order;
  }
}
