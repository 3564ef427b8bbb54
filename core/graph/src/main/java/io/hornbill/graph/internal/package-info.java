/** What must be done before native code is loaded. */
@NullMarked
package io.hornbill.graph.internal;

import org.jspecify.annotations.NullMarked;
