package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a call is given.
 *
 * @param tensor a text that stands for it
 * @param mask the text of its mask
 * @param rank its number of axes
 * @param reference how operations refer to it; null where they cannot
 */
record MaskedTensor(String tensor, String mask, int rank, @Nullable Config reference) {
  /** Whether it has no mask. */
  boolean isPlain() {
    return mask.equals(MaskGraph.NONE);
  }
}
