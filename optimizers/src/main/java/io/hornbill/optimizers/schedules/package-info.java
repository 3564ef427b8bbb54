/** Learning-rate schedules: the learning rate as a function of the step. */
@NullMarked
package io.hornbill.optimizers.schedules;

import org.jspecify.annotations.NullMarked;
