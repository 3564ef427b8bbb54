/** Models: {@code Sequential}, the functional {@code Model}, and the library's entry points. */
@NullMarked
package io.hornbill;

import org.jspecify.annotations.NullMarked;
