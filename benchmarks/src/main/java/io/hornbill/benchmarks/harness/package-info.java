/**
 * What every engine's process of the comparison with peers shares: workloads, data, protocol.
 *
 * <p>This package sees the JDK and {@code Fault} alone, since it is compiled into the process of
 * each peer.
 */
@NullMarked
package io.hornbill.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
