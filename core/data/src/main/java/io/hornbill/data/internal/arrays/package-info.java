/** Rows of the user's arrays and the memory that a step reads. */
@NullMarked
package io.hornbill.data.internal.arrays;

import org.jspecify.annotations.NullMarked;
