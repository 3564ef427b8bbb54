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

  /**
   * Says how long the sequences of a {@code Sequential} are that begins with this layer: Keras 1's
   * and 2's {@code input_length}, the same as {@link #inputShape}.
   *
   * @param inputLength the number of steps, -1 for lengths that differ from batch to batch
   */
  public Embedding inputLength(int inputLength) {
    return inputShape(inputLength);
  }
}
