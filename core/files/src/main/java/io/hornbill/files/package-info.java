/** Files of arrays: sources of bytes, limits, and files that are replaced in one step. */
@NullMarked
package io.hornbill.files;

import org.jspecify.annotations.NullMarked;
