/** Model and weight files, read and written. */
@NullMarked
package io.hornbill.saving;

import org.jspecify.annotations.NullMarked;
