/** Tests of the page that a comparison writes. */
@NullMarked
package io.hornbill.benchmarks.page;

import org.jspecify.annotations.NullMarked;
