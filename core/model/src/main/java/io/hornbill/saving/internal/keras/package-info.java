/**
 * Keras 3's files: {@code .keras} archives, {@code .weights.h5} and {@code .npz}, and the same
 * weights as safetensors. Weights are found by their place in the structure of the model.
 */
@NullMarked
package io.hornbill.saving.internal.keras;

import org.jspecify.annotations.NullMarked;
