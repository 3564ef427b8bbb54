/** Work that several threads do and that keeps its order. */
@NullMarked
package io.hornbill.data.internal.work;

import org.jspecify.annotations.NullMarked;
