/** Zip archives read at positions, with every size and checksum verified. */
@NullMarked
package io.hornbill.saving.zip;

import org.jspecify.annotations.NullMarked;
