/** Many threads that call everything on the same models, and what that must not lead to. */
@NullMarked
package io.hornbill.benchmarks.reliability.chaos;

import org.jspecify.annotations.NullMarked;
