/**
 * Ground of all files: sources of bytes, limits of memory, stored arrays, and files that are
 * replaced in one step.
 */
@NullMarked
package io.hornbill.files.internal;

import org.jspecify.annotations.NullMarked;
