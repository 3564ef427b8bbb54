/** How models and weights are read and written: the options of loading. */
@NullMarked
package io.hornbill.saving;

import org.jspecify.annotations.NullMarked;
