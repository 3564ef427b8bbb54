/**
 * Which programs compute each row of a batch from that row of their inputs alone, so that a batch
 * may be divided into batches of other sizes.
 */
@NullMarked
package io.hornbill.engine.internal.rows;

import org.jspecify.annotations.NullMarked;
