package io.hornbill.training;

/**
 * What is decided for the processes that train together.
 *
 * @param learningRate the optimizer's learning rate from now on
 * @param stop whether training ends
 */
public record Decision(double learningRate, boolean stop) {}
