package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.matmul;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static io.hornbill.graph.Ops.transpose;

import io.hornbill.graph.Tensor;

/**
 * Moves a matrix towards the nearest orthogonal one by the iteration of Newton and Schulz.
 *
 * <pre>{@code
 * x = x / (‖x‖ + 1e-7), then again and again:
 * s = x xᵀ
 * x = a x + (b s + c s²) x
 * }</pre>
 *
 * @param a the first coefficient
 * @param b the second coefficient
 * @param c the third coefficient
 * @param steps how often
 */
record Orthogonalize(double a, double b, double c, int steps) implements Part {
  private static final double EPSILON = 1e-7;

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor x = update.direction();
    boolean tall = x.dim(0) > x.dim(1);
    if (tall) {
      x = transpose(x, 1, 0);
    }
    x = x.dividedBy(sqrt(sum(square(x))).plus(EPSILON));
    for (int i = 0; i < steps; i++) {
      Tensor s = matmul(x, x, false, true);
      Tensor polynomial = matmul(s, s).times(c).plus(s.times(b));
      x = matmul(polynomial, x).plus(x.times(a));
    }
    return update.with(tall ? transpose(x, 1, 0) : x);
  }
}
