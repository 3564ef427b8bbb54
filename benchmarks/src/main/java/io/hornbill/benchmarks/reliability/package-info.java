/** Programs that try to wear the library out: long runs, kills, full disks. */
@NullMarked
package io.hornbill.benchmarks.reliability;

import org.jspecify.annotations.NullMarked;
