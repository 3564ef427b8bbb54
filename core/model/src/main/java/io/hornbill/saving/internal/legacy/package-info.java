/**
 * Keras' {@code .h5} files, as Keras 1 and 2 wrote them and Keras 3 still does: settings, weights
 * and training in the words and layouts of their time, made right for today's layers.
 */
@NullMarked
package io.hornbill.saving.internal.legacy;

import org.jspecify.annotations.NullMarked;
