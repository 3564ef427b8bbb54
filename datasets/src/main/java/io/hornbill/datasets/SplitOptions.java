package io.hornbill.datasets;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a table is split into training and test examples.
 *
 * <pre>{@code
 * BostonHousing.loadData(o -> o.testSplit(0.3).seed(1));
 * }</pre>
 */
public final class SplitOptions {

  private final String owner;
  private @Nullable Path path;
  private double testSplit = 0.2;
  private int seed = 113;

  SplitOptions(String owner) {
    this.owner = owner;
  }

  /**
   * Reads another file than the usual one; the digits that come with the library have none.
   *
   * @param path the file, or its name in {@code datasets} of Keras' home folder
   */
  public SplitOptions path(Path path) {
    this.path = path;
    return this;
  }

  /**
   * Sets the part of the examples to test with.
   *
   * @param testSplit from 0 to less than 1; 0.2 by default
   */
  public SplitOptions testSplit(double testSplit) {
    this.testSplit = Tables.requireSplit(owner, testSplit);
    return this;
  }

  /**
   * Sets the seed of the shuffling, which is Keras'.
   *
   * @param seed any number; 113 by default
   */
  public SplitOptions seed(int seed) {
    this.seed = seed;
    return this;
  }

  @Nullable Path path() {
    return path;
  }

  double testSplit() {
    return testSplit;
  }

  int seed() {
    return seed;
  }
}
