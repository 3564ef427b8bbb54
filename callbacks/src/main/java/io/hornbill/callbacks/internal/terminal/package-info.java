/** What prints on standard output, and knows whether it is a terminal. */
@NullMarked
package io.hornbill.callbacks.internal.terminal;

import org.jspecify.annotations.NullMarked;
