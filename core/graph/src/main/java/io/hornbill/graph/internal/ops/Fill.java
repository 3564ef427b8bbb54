package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Spec;

/**
 * One number everywhere.
 *
 * @param number the number
 * @param spec the type and shape
 */
public record Fill(double number, Spec spec) implements Leaf {}
