package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.matmul;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Penalizes the cosines between the rows, or the columns, of a matrix, which makes them orthogonal.
 *
 * <pre>{@code
 * factor * mean over pairs of |cos(row i, row j)|
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelRegularizer(new OrthogonalRegularizer(0.01, "columns"));
 * }</pre>
 */
public final class OrthogonalRegularizer extends ConfiguredValue<OrthogonalRegularizer>
    implements Regularizer {
  private static final double SMALLEST_SQUARED_NORM = 1e-12;

  private static final Setting<Double> FACTOR = Setting.number("factor", 0.01).notNegative();
  private static final Setting<String> MODE =
      Setting.string("mode", "rows")
          .only(
              "\"rows\" or \"columns\"",
              "Choose one of them.",
              List.of("rows", "columns")::contains);

  /** Makes the penalty on rows with factor 0.01. */
  public OrthogonalRegularizer() {
    super("OrthogonalRegularizer", FACTOR, MODE);
  }

  /**
   * Makes the penalty.
   *
   * @param factor the factor, at least 0
   * @param mode {@code "rows"} or {@code "columns"}
   * @throws IllegalArgumentException if {@code factor} is negative or not finite, or {@code mode}
   *     is unknown
   */
  public OrthogonalRegularizer(double factor, String mode) {
    this();
    init(FACTOR, factor);
    init(MODE, mode);
  }

  /**
   * Sets the factor.
   *
   * @param factor the factor, at least 0; by default 0.01
   * @return a penalty with that factor
   */
  public OrthogonalRegularizer factor(double factor) {
    return with(FACTOR, factor);
  }

  /**
   * Sets whether the rows or the columns are to be orthogonal.
   *
   * @param mode {@code "rows"}, the default, or {@code "columns"}
   * @return a penalty with that mode
   */
  public OrthogonalRegularizer mode(String mode) {
    return with(MODE, mode);
  }

  /**
   * Computes the penalty of a weight.
   *
   * @param weight a matrix with at least two rows, or columns by the mode
   * @return a single number, of shape {@code []}
   * @throws IllegalArgumentException if the weight is not a matrix
   */
  @Override
  public Tensor apply(Tensor weight) {
    if (weight.rank() != 2) {
      throw Fault.of("OrthogonalRegularizer")
          .expected("the weight must have 2 axes")
          .received(weight.shape())
          .remedy("Use it on the kernels of dense layers only.")
          .argument();
    }
    boolean rows = get(MODE).equals("rows");
    int along = rows ? 1 : 0;
    Tensor squares = sum(square(weight), along, true);
    Tensor unit = weight.dividedBy(sqrt(maximum(squares, SMALLEST_SQUARED_NORM)));
    Tensor cosines = matmul(unit, unit, !rows, rows);
    long size = cosines.dim(0);
    Tensor apart =
        Ops.constant(Nd4j.eye(size).rsubi(1).castTo(weight.dataType())).times(abs(cosines));
    return sum(apart).times(get(FACTOR) / (size * (size - 1.0)));
  }
}
