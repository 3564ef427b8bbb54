/** Layers: the building blocks of models. */
@NullMarked
package io.hornbill.layers;

import org.jspecify.annotations.NullMarked;
