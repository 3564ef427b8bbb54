/** Constraints: projections of weights, applied after each update. */
@NullMarked
package io.hornbill.constraints;

import org.jspecify.annotations.NullMarked;
