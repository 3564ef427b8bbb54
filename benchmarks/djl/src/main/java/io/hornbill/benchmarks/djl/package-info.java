/** PyTorch through DJL, as a peer of the comparison. */
@NullMarked
package io.hornbill.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
