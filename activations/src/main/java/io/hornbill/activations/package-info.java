/** Activation functions: elementwise and row-wise nonlinearities. */
@NullMarked
package io.hornbill.activations;

import org.jspecify.annotations.NullMarked;
