/** Files of the safetensors format: named arrays behind a JSON header. */
@NullMarked
package io.hornbill.saving.safetensors;

import org.jspecify.annotations.NullMarked;
