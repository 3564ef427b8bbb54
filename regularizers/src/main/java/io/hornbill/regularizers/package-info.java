/** Regularizers: penalties on weights and outputs, added to the loss. */
@NullMarked
package io.hornbill.regularizers;

import org.jspecify.annotations.NullMarked;
