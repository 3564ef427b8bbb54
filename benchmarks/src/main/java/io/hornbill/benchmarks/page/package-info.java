/** What {@code docs/performance.md} says of a comparison: its tables and its picture. */
@NullMarked
package io.hornbill.benchmarks.page;

import org.jspecify.annotations.NullMarked;
