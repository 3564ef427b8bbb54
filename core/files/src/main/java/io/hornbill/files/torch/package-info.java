/** PyTorch's files of tensors. */
@NullMarked
package io.hornbill.files.torch;

import org.jspecify.annotations.NullMarked;
