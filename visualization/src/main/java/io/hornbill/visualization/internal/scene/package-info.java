/** Pictures as lists of marks, and how they become SVG, PNG and PDF files. */
@NullMarked
package io.hornbill.visualization.internal.scene;

import org.jspecify.annotations.NullMarked;
