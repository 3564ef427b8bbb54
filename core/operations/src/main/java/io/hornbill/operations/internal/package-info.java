/** What operations and layers share; not for users. */
@NullMarked
package io.hornbill.operations.internal;

import org.jspecify.annotations.NullMarked;
