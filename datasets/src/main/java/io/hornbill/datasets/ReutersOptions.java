package io.hornbill.datasets;

/**
 * How the wires of {@link Reuters} are prepared.
 *
 * <pre>{@code
 * Reuters.loadData(o -> o.numWords(10_000).testSplit(0.2));
 * }</pre>
 */
public final class ReutersOptions extends WordOptions<ReutersOptions> {

  private double testSplit = 0.2;

  ReutersOptions() {
    super("Reuters");
  }

  /**
   * Sets the part of the wires to test with.
   *
   * @param testSplit from 0 to less than 1; 0.2 by default
   * @return these options
   */
  public ReutersOptions testSplit(double testSplit) {
    this.testSplit = Tables.requireSplit("Reuters", testSplit);
    return this;
  }

  double testSplit() {
    return testSplit;
  }

  @Override
  ReutersOptions self() {
    return this;
  }
}
