/** Batches of examples and where they come from. */
@NullMarked
package io.hornbill.data;

import org.jspecify.annotations.NullMarked;
