/** Charts of trainings and of what models compute. */
@NullMarked
package io.hornbill.visualization.internal.charts;

import org.jspecify.annotations.NullMarked;
