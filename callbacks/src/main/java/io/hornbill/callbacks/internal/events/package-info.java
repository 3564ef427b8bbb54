/** TensorBoard's event files, written in pure Java; used by the callback and not by users. */
@NullMarked
package io.hornbill.callbacks.internal.events;

import org.jspecify.annotations.NullMarked;
