package io.hornbill.training;

import io.hornbill.callbacks.Logs;

/**
 * Follows and steers a training by several processes. The one of rank 0 asks, on behalf of all:
 * what a director does to that process' model, all get.
 */
public interface Director {
  /**
   * Called before the first epoch.
   *
   * @param initialEpoch the epoch to begin with, as the options say
   * @return the epoch to begin with; another one if this training goes on from where it was
   */
  int trainBegins(int initialEpoch);

  /**
   * Called before an epoch.
   *
   * @param epoch the epoch, from 0
   * @return how to go on
   */
  Decision epochBegins(int epoch);

  /**
   * Called after a batch.
   *
   * @param batch the batch of the epoch, from 0
   * @param logs the mean losses of the epoch so far, over all processes
   */
  void batchEnds(int batch, Logs logs);

  /**
   * Called after an epoch.
   *
   * @param epoch the epoch, from 0
   * @param logs losses and metrics over all processes
   * @return how to go on
   */
  Decision epochEnds(int epoch, Logs logs);

  /**
   * Called at the end.
   *
   * @param done false if it is an exception that ends the training
   * @param logs losses and metrics of the last epoch
   */
  void trainEnds(boolean done, Logs logs);
}
