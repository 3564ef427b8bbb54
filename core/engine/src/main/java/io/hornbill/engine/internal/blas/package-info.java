/**
 * The portable kernels of matrix products and convolutions, on the OpenBLAS that ND4J brings; in
 * float and in double.
 */
@NullMarked
package io.hornbill.engine.internal.blas;

import org.jspecify.annotations.NullMarked;
