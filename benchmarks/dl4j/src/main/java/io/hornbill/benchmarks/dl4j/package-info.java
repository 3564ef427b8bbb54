/** Deeplearning4j, as a peer of the comparison. */
@NullMarked
package io.hornbill.benchmarks.dl4j;

import org.jspecify.annotations.NullMarked;
