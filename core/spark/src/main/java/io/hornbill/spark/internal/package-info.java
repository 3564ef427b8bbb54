/** What the code that Spark generates calls; not for users. */
@NullMarked
package io.hornbill.spark.internal;

import org.jspecify.annotations.NullMarked;
