/** Layers that make numbers of words, categories, columns and sounds. */
@NullMarked
package io.hornbill.layers.preprocessing;

import org.jspecify.annotations.NullMarked;
