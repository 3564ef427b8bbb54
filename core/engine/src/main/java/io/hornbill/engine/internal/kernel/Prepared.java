package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Tensor;

/**
 * A kernel that runs when a variable changed, and what it makes: a tensor that weights alone
 * decide, or another form of one.
 *
 * @param kernel the kernel
 * @param tensor the tensor
 * @param form how the result differs from the tensor, {@link #PLAIN} if it is the tensor itself
 */
public record Prepared(Kernel kernel, Tensor tensor, Object form) {
  /** The elements in their own order. */
  public static final Object PLAIN = "plain";
}
