package io.hornbill.callbacks;

/**
 * What callbacks know about the run beforehand.
 *
 * @param epochs the number of the last epoch
 * @param steps the batches per epoch; -1 if unknown
 * @param verbose 0 for silence, 1 for a progress bar, 2 for one line per epoch
 */
public record TrainingParameters(int epochs, long steps, int verbose) {}
