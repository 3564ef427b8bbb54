/** Models as boxes and arrows. */
@NullMarked
package io.hornbill.visualization.internal.diagram;

import org.jspecify.annotations.NullMarked;
