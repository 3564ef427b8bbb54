/** Weights of PyTorch. */
@NullMarked
package io.hornbill.saving.internal.torch;

import org.jspecify.annotations.NullMarked;
