/** Files of the safetensors format: named arrays behind a JSON header. */
@NullMarked
package io.hornbill.files.internal.safetensors;

import org.jspecify.annotations.NullMarked;
