package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The same elements as bfloat16 numbers of two bytes, each rounded to the nearest one, of two as
 * near the even one. The engine adds it where kernels read such numbers.
 */
public record Narrow() implements Unary {
  @Override
  public double value(double x) {
    return Rounded.Format.BFLOAT16.nearest((float) x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy;
  }
}
