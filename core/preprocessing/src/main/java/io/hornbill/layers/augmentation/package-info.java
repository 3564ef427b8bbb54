/** Layers that change pictures at random in training, in models and in sources of batches. */
@NullMarked
package io.hornbill.layers.augmentation;

import org.jspecify.annotations.NullMarked;
