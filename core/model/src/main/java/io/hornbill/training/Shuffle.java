package io.hornbill.training;

import io.hornbill.graph.Checks;
import io.hornbill.graph.RandomStream;

/** What is put into another order before each pass over arrays. */
enum Shuffle {
  NONE,
  ROWS,
  BATCHES;

  static Shuffle named(String name) {
    Checks.argument(
        name.equals("batch"),
        "fit: shuffle must be true, false or \"batch\". Received: \"%s\". Choose one.",
        name);
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
  int[] order(int rows, int batchSize, RandomStream random) {
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
