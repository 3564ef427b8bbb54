package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the table of {@link CaliforniaHousing} is cut and split.
 *
 * <pre>{@code
 * CaliforniaHousing.loadData(o -> o.version("small").testSplit(0.3).seed(1));
 * }</pre>
 */
public final class CaliforniaOptions {
  private static final String OWNER = "CaliforniaHousing";
  private static final int SMALL = 600;

  private @Nullable Path path;
  private boolean small;
  private double testSplit = 0.2;
  private int seed = 113;

  CaliforniaOptions() {}

  /**
   * Reads another file than the usual one.
   *
   * @param path the file, or its name in {@code datasets} of Keras' home folder
   */
  public CaliforniaOptions path(Path path) {
    this.path = path;
    return this;
  }

  /**
   * Chooses how many rows there are.
   *
   * @param version {@code "large"}, the default, for all; {@code "small"} for the first 600
   */
  public CaliforniaOptions version(String version) {
    if (!version.equals("small") && !version.equals("large")) {
      throw Fault.of("CaliforniaHousing")
          .expected("version must be \"small\" or \"large\"")
          .received("\"%s\"", version)
          .remedy("Choose one of them.")
          .argument();
    }
    small = version.equals("small");
    return this;
  }

  /**
   * Sets the part of the examples to test with.
   *
   * @param testSplit from 0 to less than 1; 0.2 by default
   */
  public CaliforniaOptions testSplit(double testSplit) {
    this.testSplit = Tables.requireSplit(OWNER, testSplit);
    return this;
  }

  /**
   * Sets the seed of the shuffling, which is Keras'.
   *
   * @param seed any number; 113 by default
   */
  public CaliforniaOptions seed(int seed) {
    this.seed = seed;
    return this;
  }

  @Nullable Path path() {
    return path;
  }

  int rows() {
    return small ? SMALL : Integer.MAX_VALUE;
  }

  double testSplit() {
    return testSplit;
  }

  int seed() {
    return seed;
  }
}
