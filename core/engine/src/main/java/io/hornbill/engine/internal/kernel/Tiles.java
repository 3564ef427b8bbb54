package io.hornbill.engine.internal.kernel;

/**
 * Arrays that Java kernels share, since they run one after the other: those of a plan, and of all
 * plans with common memory. So they stay in the first caches, however many kernels there are.
 */
public final class Tiles {
  private int rows;
  private int length;
  private float[][] floats = new float[0][];
  private double[][] doubles = new double[0][];

  /** Makes none yet. */
  public Tiles() {}

  /**
   * Says what a kernel will need, before any kernel is bound.
   *
   * @param neededRows how many arrays
   * @param neededLength how many elements each must have
   */
  public synchronized void need(int neededRows, int neededLength) {
    rows = Math.max(rows, neededRows);
    length = Math.max(length, neededLength);
  }

  /**
   * Returns the arrays of floats, at least as many and as long as any kernel needs.
   *
   * @return the arrays, the same for all kernels of the plan
   */
  public synchronized float[][] floats() {
    if (floats.length < rows || floats[0].length < length) {
      floats = new float[rows][length];
    }
    return floats;
  }

  /**
   * Returns the arrays of doubles, at least as many and as long as any kernel needs.
   *
   * @return the arrays, the same for all kernels of the plan
   */
  public synchronized double[][] doubles() {
    if (doubles.length < rows || doubles[0].length < length) {
      doubles = new double[rows][length];
    }
    return doubles;
  }
}
