/** Well-known architectures, ready to build. */
@NullMarked
package io.hornbill.applications;

import org.jspecify.annotations.NullMarked;
