package io.hornbill.layers;

/**
 * Turns whole numbers into vectors, which are learned.
 *
 * <p>Input {@code [batch, ...]} of whole numbers in {@code [0, inputDim)}, output {@code [batch,
 * ..., outputDim]}; embeddings {@code [inputDim, outputDim]}. A number outside the table stops the
 * run, and the message names its row.
 *
 * <pre>{@code
 * new Embedding(20_000, 128).maskZero(true)
 * }</pre>
 */
public final class Embedding extends EmbeddingTable<Embedding> {
  /**
   * Makes a layer.
   *
   * @param inputDim the number of rows: the largest number plus 1
   * @param outputDim the length of each vector
   */
  public Embedding(int inputDim, int outputDim) {
    super(inputDim, outputDim);
  }
}
