/** Loss functions: how far predictions are from targets, as a number to minimize. */
@NullMarked
package io.hornbill.losses;

import org.jspecify.annotations.NullMarked;
