/** Measurements of Hornbill: the comparison with its peers, started by {@code benchmarks/peers}. */
@NullMarked
package io.hornbill.benchmarks;

import org.jspecify.annotations.NullMarked;
