package io.hornbill.benchmarks.harness;

/** A network from a file, in a library that predicts with it as its own users would write it. */
public interface SavedNetwork {

  /**
   * Returns what is measured.
   *
   * @return the library with its version
   */
  String describe();

  /**
   * Prepares a batch of random images.
   *
   * @param images their number
   * @return predicts the batch and leaves the result to nobody; for the use of one thread
   */
  Runnable caller(int images);

  /** Loads the network of a process. */
  @FunctionalInterface
  interface Factory {

    /**
     * Reads the network.
     *
     * @param file its file
     * @return the network, ready to be asked
     * @throws Exception if the file cannot be read
     */
    SavedNetwork load(String file) throws Exception;
  }
}
