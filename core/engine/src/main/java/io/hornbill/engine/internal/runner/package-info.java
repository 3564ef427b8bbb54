/** Plans for those who stand below the engine. */
@NullMarked
package io.hornbill.engine.internal.runner;

import org.jspecify.annotations.NullMarked;
