/** The documentation: pages cut from compiled sources, generated tables, and the site of them. */
@NullMarked
package io.hornbill.docs;

import org.jspecify.annotations.NullMarked;
