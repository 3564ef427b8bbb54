/** Passes over batches: of arrays, or of a source that is read ahead. */
@NullMarked
package io.hornbill.data.internal.feeds;

import org.jspecify.annotations.NullMarked;
