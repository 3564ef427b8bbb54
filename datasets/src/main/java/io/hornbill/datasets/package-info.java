/**
 * Data sets, ready to train on: read from Keras' home folder, where Keras and older programs keep
 * them, or shipped with the library. What is not there is downloaded once, from where Keras takes
 * it.
 */
@NullMarked
package io.hornbill.datasets;

import org.jspecify.annotations.NullMarked;
