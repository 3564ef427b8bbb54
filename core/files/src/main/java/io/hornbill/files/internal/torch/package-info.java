/** PyTorch's files of tensors. */
@NullMarked
package io.hornbill.files.internal.torch;

import org.jspecify.annotations.NullMarked;
