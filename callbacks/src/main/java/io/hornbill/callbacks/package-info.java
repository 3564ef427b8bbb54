/** Callbacks: watch training, and steer it, between batches and epochs. */
@NullMarked
package io.hornbill.callbacks;

import org.jspecify.annotations.NullMarked;
