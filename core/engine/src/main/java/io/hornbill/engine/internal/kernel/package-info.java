/** What a kernel is: buffers, kernels, fused elementwise groups, and who makes kernels. */
@NullMarked
package io.hornbill.engine.internal.kernel;

import org.jspecify.annotations.NullMarked;
