/**
 * How fast a network could run at best on the machine at hand: its arithmetic at the measured rate
 * of matrix products, and the bytes that must pass through memory at the measured rate of copies.
 */
@NullMarked
package io.hornbill.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
