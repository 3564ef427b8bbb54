/** Zip archives read at positions, with every size and checksum verified. */
@NullMarked
package io.hornbill.files.internal.zip;

import org.jspecify.annotations.NullMarked;
