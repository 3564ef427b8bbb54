package io.hornbill.benchmarks.harness;

import java.util.List;

/**
 * A library under measurement, driven through its own public API as its own users would write it.
 * One process holds one engine, and one thread calls it.
 */
public interface Engine {

  /**
   * Returns what is measured: the library's version, the natives it loaded, its threads.
   *
   * @return one line of text
   */
  String describe();

  /**
   * Trains on one batch: forward, backward, Adam.
   *
   * @param batch which of the prepared batches
   * @return the batch's mean loss before the update
   */
  double step(int batch);

  /**
   * Returns a caller of the trained model for the use of one thread.
   *
   * @param rows single rows, each {@code [1, ...]}, as the engine will be asked for them
   * @return a new caller
   */
  RowPredictor rowPredictor(List<float[]> rows);

  /** Makes the engine of a process. */
  @FunctionalInterface
  interface Factory {

    /**
     * Builds the model of a workload and turns the batches into the engine's own arrays.
     *
     * @param workload the model to build
     * @param batches the training data
     * @return an engine, ready to train
     * @throws UnsupportedOperationException if the library has no equivalent; the message says why
     */
    Engine create(Workload workload, List<Samples> batches);
  }
}
