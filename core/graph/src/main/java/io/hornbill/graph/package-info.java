/** Symbolic tensors, the operations on them, shape inference, gradients and variables. */
@NullMarked
package io.hornbill.graph;

import org.jspecify.annotations.NullMarked;
