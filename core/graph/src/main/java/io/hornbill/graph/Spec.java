package io.hornbill.graph;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * What is known of a {@link Tensor} before it is computed.
 *
 * @param dataType the type of its elements, {@code FLOAT} or {@code DOUBLE}
 * @param shape its shape
 */
public record Spec(DataType dataType, Shape shape) {}
