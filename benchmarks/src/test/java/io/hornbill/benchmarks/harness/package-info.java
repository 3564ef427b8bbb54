/** Tests of what every engine's process shares. */
@NullMarked
package io.hornbill.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
