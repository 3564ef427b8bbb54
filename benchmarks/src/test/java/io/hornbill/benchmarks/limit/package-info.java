/** Tests of what is counted as the work of a network. */
@NullMarked
package io.hornbill.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
