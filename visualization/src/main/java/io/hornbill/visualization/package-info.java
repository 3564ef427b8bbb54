/** Pictures of models and of their training. */
@NullMarked
package io.hornbill.visualization;

import org.jspecify.annotations.NullMarked;
