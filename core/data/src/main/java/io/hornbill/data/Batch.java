package io.hornbill.data;

import io.hornbill.base.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
   * @throws IllegalArgumentException if one of them is null
   */
  public Batch {
    x = copy("x", x);
    y = copy("y", y);
    weights = copy("weights", weights);
  }

  private static List<INDArray> copy(String what, List<INDArray> arrays) {
    if (arrays == null || arrays.stream().anyMatch(Objects::isNull)) {
      throw Fault.of("Batch")
          .expected("%s must be arrays", what)
          .received("null")
          .remedy("Leave out what there is not.")
          .argument();
    }
    return List.copyOf(arrays);
  }

  /**
   * Makes a batch of data to predict from.
   *
   * @param x the data, {@code [rows, ...]}
   */
  public Batch(INDArray x) {
    this(Collections.singletonList(x), List.of(), List.of());
  }

  /**
   * Makes a batch.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   */
  public Batch(INDArray x, INDArray y) {
    this(Collections.singletonList(x), Collections.singletonList(y), List.of());
  }

  /**
   * Makes a batch of rows that count differently.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @param weights how much each row counts, {@code [rows]} or {@code [rows, steps]}
   */
  public Batch(INDArray x, INDArray y, INDArray weights) {
    this(
        Collections.singletonList(x),
        Collections.singletonList(y),
        Collections.singletonList(weights));
  }
}
