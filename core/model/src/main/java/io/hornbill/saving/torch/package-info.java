/** Weights of PyTorch. */
@NullMarked
package io.hornbill.saving.torch;

import org.jspecify.annotations.NullMarked;
