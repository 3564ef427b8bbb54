/**
 * A thin layer over oneDNN primitives that knows nothing of graphs.
 *
 * <p>A {@link io.hornbill.engine.internal.onednn.Primitive} is created once from shapes and
 * attributes, tells the bytes of scratchpad, workspace and of the layouts it prefers, is bound to
 * raw addresses, and then runs any number of times without allocating on either side of JNI. All
 * numbers are 32-bit floats, all sizes and addresses {@code long}.
 *
 * <p>Logical dimensions are in oneDNN's order: {@code [n, c, spatial...]} for images, {@code [t, b,
 * f]} for sequences. How the numbers lie in memory is said by strides, so channels-last images,
 * batch-major sequences and Keras' kernels are used where they are, without copies.
 *
 * @see <a href="https://uxlfoundation.github.io/oneDNN/">oneDNN developer guide</a>
 */
@NullMarked
package io.hornbill.engine.internal.onednn;

import org.jspecify.annotations.NullMarked;
