/** The folder in which Keras keeps data sets and weights. */
@NullMarked
package io.hornbill.files.internal.home;

import org.jspecify.annotations.NullMarked;
