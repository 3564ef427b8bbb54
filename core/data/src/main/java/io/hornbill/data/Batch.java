package io.hornbill.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some rows of data, with their targets and how much they count.
 *
 * <pre>{@code
 * Batch batch = new Batch(x, y);
 * }</pre>
 *
 * @param x one array per input of the model, {@code [rows, ...]}
 * @param y one array per output, or per output with a loss; none for prediction
 * @param weights how much each row counts: none, one array for all targets, or one per target,
 *     {@code [rows]}, or {@code [rows, steps]} for each step of a sequence
 */
public record Batch(List<INDArray> x, List<INDArray> y, List<INDArray> weights) {
  /**
   * Makes a batch for models of several inputs or outputs.
   *
   * @param x one array per input of the model
   * @param y one array per output, or per output with a loss; none for prediction
   * @param weights none, one array for all targets, or one per target
   */
  public Batch {
    x = List.copyOf(x);
    y = List.copyOf(y);
    weights = List.copyOf(weights);
  }

  /**
   * Makes a batch of data to predict from.
   *
   * @param x the data, {@code [rows, ...]}
   */
  public Batch(INDArray x) {
    this(List.of(x), List.of(), List.of());
  }

  /**
   * Makes a batch.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   */
  public Batch(INDArray x, INDArray y) {
    this(List.of(x), List.of(y), List.of());
  }

  /**
   * Makes a batch of rows that count differently.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @param weights how much each row counts, {@code [rows]} or {@code [rows, steps]}
   */
  public Batch(INDArray x, INDArray y, INDArray weights) {
    this(List.of(x), List.of(y), List.of(weights));
  }
}
