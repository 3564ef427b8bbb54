/** Optimizers: rules that turn gradients into updates of variables, and learning-rate schedules. */
@NullMarked
package io.hornbill.optimizers;

import org.jspecify.annotations.NullMarked;
