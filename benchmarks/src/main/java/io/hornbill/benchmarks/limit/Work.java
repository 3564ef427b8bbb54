package io.hornbill.benchmarks.limit;

/**
 * What a network has to do for one batch.
 *
 * @param operations multiplications and additions of its products
 * @param bytes what is read from memory and written to it
 */
public record Work(double operations, double bytes) {}
