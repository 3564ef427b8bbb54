/** ONNX Runtime through its own Java API, as a peer of the comparison. */
@NullMarked
package io.hornbill.benchmarks.onnx;

import org.jspecify.annotations.NullMarked;
