/** Turns graph nodes into oneDNN primitives: which primitive, which layouts, which fused chain. */
@NullMarked
package io.hornbill.engine.internal.lowering;

import org.jspecify.annotations.NullMarked;
