package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.matmul;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
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
 *
 * @param factor the factor, at least 0
 * @param mode {@code "rows"} or {@code "columns"}
 */
public record OrthogonalRegularizer(double factor, String mode) implements Regularizer {
  private static final double SMALLEST_SQUARED_NORM = 1e-12;

  /**
   * Checks the settings.
   *
   * @param factor the factor, at least 0
   * @param mode {@code "rows"} or {@code "columns"}
   * @throws IllegalArgumentException if {@code factor} is negative or not finite, or {@code mode}
   *     is unknown
   */
  public OrthogonalRegularizer {
    Checks.notNegative("OrthogonalRegularizer", "factor", factor);
    Checks.argument(
        mode.equals("rows") || mode.equals("columns"),
        "OrthogonalRegularizer: mode must be \"rows\" or \"columns\". Received: \"%s\". Choose one of them.",
        mode);
  }

  /** Makes the penalty on rows with factor 0.01. */
  public OrthogonalRegularizer() {
    this(0.01, "rows");
  }

  static OrthogonalRegularizer of(Config config) {
    return new OrthogonalRegularizer(config.number("factor", 0.01), config.text("mode", "rows"));
  }

  /**
   * Computes the penalty of a weight.
   *
   * @param weight a matrix with at least two rows, or columns by {@link #mode}
   * @return a single number, of shape {@code []}
   * @throws IllegalArgumentException if the weight is not a matrix
   */
  @Override
  public Tensor apply(Tensor weight) {
    Checks.argument(
        weight.rank() == 2,
        "OrthogonalRegularizer: the weight must have 2 axes. Received: %s. Use it on the kernels of dense layers only.",
        weight.shape());
    boolean rows = mode.equals("rows");
    int along = rows ? 1 : 0;
    Tensor squares = sum(square(weight), along, true);
    Tensor unit = weight.dividedBy(sqrt(maximum(squares, SMALLEST_SQUARED_NORM)));
    Tensor cosines = matmul(unit, unit, !rows, rows);
    long size = cosines.dim(0);
    Tensor apart =
        Ops.constant(Nd4j.eye(size).rsubi(1).castTo(weight.dataType())).times(abs(cosines));
    return sum(apart).times(factor / (size * (size - 1.0)));
  }

  @Override
  public Config config() {
    return new Config().with("factor", factor).with("mode", mode);
  }
}
