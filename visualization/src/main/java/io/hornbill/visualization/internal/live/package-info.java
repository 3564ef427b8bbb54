/** The page that shows trainings while they run. */
@NullMarked
package io.hornbill.visualization.internal.live;

import org.jspecify.annotations.NullMarked;
