/** Compiles a graph into a plan of kernel calls on preallocated arrays, and runs it. */
@NullMarked
package io.hornbill.engine;

import org.jspecify.annotations.NullMarked;
