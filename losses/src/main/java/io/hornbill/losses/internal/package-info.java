/** What losses and metrics share and users need not see. */
@NullMarked
package io.hornbill.losses.internal;

import org.jspecify.annotations.NullMarked;
