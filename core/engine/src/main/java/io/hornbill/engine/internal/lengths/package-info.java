/**
 * Which programs compute the same of sequences with steps behind them that do not count, so that a
 * plan for longer sequences may compute them.
 */
@NullMarked
package io.hornbill.engine.internal.lengths;

import org.jspecify.annotations.NullMarked;
