/**
 * Pictures of models, of their training and of what they compute, as files and as a live page.
 *
 * <p>{@link io.hornbill.visualization.Plots} writes files.
 */
@NullMarked
package io.hornbill.visualization;

import org.jspecify.annotations.NullMarked;
