/** Metrics: what is reported about predictions while training and evaluating. */
@NullMarked
package io.hornbill.metrics;

import org.jspecify.annotations.NullMarked;
