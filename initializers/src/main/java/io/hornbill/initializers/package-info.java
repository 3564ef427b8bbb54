/** Initializers: the first values of weights, from a shape and a seed. */
@NullMarked
package io.hornbill.initializers;

import org.jspecify.annotations.NullMarked;
