/**
 * Kernels in Java: fused elementwise work tile by tile, copies, and an exact fallback in double
 * arithmetic for every op.
 */
@NullMarked
package io.hornbill.engine.internal.java;

import org.jspecify.annotations.NullMarked;
