/** What finds parts by name and spells names as Keras does; concepts have doors to it for users. */
@NullMarked
package io.hornbill.base.internal;

import org.jspecify.annotations.NullMarked;
