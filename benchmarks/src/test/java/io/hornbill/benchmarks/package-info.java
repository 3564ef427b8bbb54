/** Tests of the comparison with peers. */
@NullMarked
package io.hornbill.benchmarks;

import org.jspecify.annotations.NullMarked;
