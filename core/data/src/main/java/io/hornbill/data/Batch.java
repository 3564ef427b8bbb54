package io.hornbill.data;

import io.hornbill.base.Checks;
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

  /**
   * Makes a batch of Java's arrays or lists, to predict from.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, …; or
   *     a list of ND4J's arrays, one per input
   * @throws IllegalArgumentException if these are no numbers, or rows differ in length
   */
  public Batch(Object x) {
    this(arrays("x", x), List.of(), List.of());
  }

  /**
   * Makes a batch of Java's arrays or lists.
   *
   * <pre>{@code
   * new Batch(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1});
   * }</pre>
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, …; or
   *     a list of ND4J's arrays, one per input
   * @param y the targets, in the same forms
   * @throws IllegalArgumentException if these are no numbers, or rows differ in length
   */
  public Batch(Object x, Object y) {
    this(arrays("x", x), arrays("y", y), List.of());
  }

  /**
   * Makes a batch of Java's arrays or lists whose rows count differently.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, …; or
   *     a list of ND4J's arrays, one per input
   * @param y the targets, in the same forms
   * @param weights how much each row counts, in the same forms
   * @throws IllegalArgumentException if these are no numbers, or rows differ in length
   */
  public Batch(Object x, Object y, Object weights) {
    this(arrays("x", x), arrays("y", y), arrays("weights", weights));
  }

  private static List<INDArray> arrays(String what, Object data) {
    if (data instanceof List<?> list && list.stream().allMatch(INDArray.class::isInstance)) {
      return list.stream().map(INDArray.class::cast).toList();
    }
    return List.of(JavaArrays.toArray(Checks.given("Batch", what, data)));
  }
}
