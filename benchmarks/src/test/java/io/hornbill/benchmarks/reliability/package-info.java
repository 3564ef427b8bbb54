/** Tests that do for seconds what the programs do for hours. */
@NullMarked
package io.hornbill.benchmarks.reliability;

import org.jspecify.annotations.NullMarked;
