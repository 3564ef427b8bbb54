package io.hornbill.datasets;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inputs with the answers that belong to them.
 *
 * @param x the inputs
 * @param y the answers, one for each input
 * @param <X> what inputs are: an array, or a list of sentences
 */
public record Examples<X>(X x, INDArray y) {

  /**
   * Counts the examples.
   *
   * @return how many there are
   */
  public int size() {
    return (int) y.size(0);
  }
}
