/** Data sets, ready to train on. */
@NullMarked
package io.hornbill.datasets;

import org.jspecify.annotations.NullMarked;
