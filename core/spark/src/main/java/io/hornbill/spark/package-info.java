/** Training and prediction on Apache Spark, as an estimator of Spark ML and by itself. */
@NullMarked
package io.hornbill.spark;

import org.jspecify.annotations.NullMarked;
