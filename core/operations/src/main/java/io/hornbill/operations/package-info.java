/** The operations of {@code keras.ops}, which stand between the layers of functional models. */
@NullMarked
package io.hornbill.operations;

import org.jspecify.annotations.NullMarked;
