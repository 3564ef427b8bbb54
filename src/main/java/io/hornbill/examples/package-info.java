/** Complete programs to run, read and copy from. */
@NullMarked
package io.hornbill.examples;

import org.jspecify.annotations.NullMarked;
