/**
 * Data sets, ready to train on: read from Keras' home folder, where Keras and older programs keep
 * them, or shipped with the library. Nothing is fetched from a network.
 */
@NullMarked
package io.hornbill.datasets;

import org.jspecify.annotations.NullMarked;
