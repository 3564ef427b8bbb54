/**
 * Layers that Keras has dropped since its first version, and its first version's names of others.
 */
@NullMarked
package io.hornbill.layers.keras1;

import org.jspecify.annotations.NullMarked;
