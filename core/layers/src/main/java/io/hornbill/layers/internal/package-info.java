/**
 * What layers, their files and compiled models share when they are written and read; not for users.
 */
@NullMarked
package io.hornbill.layers.internal;

import org.jspecify.annotations.NullMarked;
