/**
 * What several modules share and users need not see: how native code is loaded, kernels of
 * resizing.
 */
@NullMarked
package io.hornbill.graph.internal;

import org.jspecify.annotations.NullMarked;
