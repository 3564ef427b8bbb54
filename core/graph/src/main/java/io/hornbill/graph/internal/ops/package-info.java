/** The operations themselves, one small class each: shape rule, gradient rule, decomposition. */
@NullMarked
package io.hornbill.graph.internal.ops;

import org.jspecify.annotations.NullMarked;
