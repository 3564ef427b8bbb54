package io.hornbill.training.parallel;

/**
 * Processes that compute together. Each has a rank from 0, and all of them call the same methods in
 * the same order; a call returns when this process has the result.
 *
 * <p>Used by one thread at a time. {@link SocketRing} is the one over the network.
 */
public interface Collective extends AutoCloseable {
  /**
   * Returns the place of this process.
   *
   * @return in {@code [0, size)}
   */
  int rank();

  /**
   * Returns the number of processes.
   *
   * @return at least 1
   */
  int size();

  /**
   * Replaces numbers by their sum over all processes. The order of summation is fixed, so that the
   * same numbers in as many processes give the same bits in all of them.
   *
   * @param label what is summed up, the same in all processes
   * @param values as many numbers in each process
   * @throws CollectiveException if a process failed or is out of step
   */
  void allReduce(String label, float[] values);

  /**
   * Replaces numbers by their sum over all processes, as with floats.
   *
   * @param label what is summed up, the same in all processes
   * @param values as many numbers in each process
   * @throws CollectiveException if a process failed or is out of step
   */
  void allReduce(String label, double[] values);

  /**
   * Gives all processes what the one of rank 0 has.
   *
   * @param label what is given, the same in all processes
   * @param bytes the content; looked at in rank 0 alone
   * @return the content, in all processes
   * @throws CollectiveException if a process failed or is out of step
   */
  byte[] broadcast(String label, byte[] bytes);

  /**
   * Tells all processes that this one cannot go on, so that each of them ends with this cause.
   *
   * @param cause what went wrong first
   */
  void fail(String cause);

  @Override
  void close();

  /**
   * Returns the collective of a process that is by itself.
   *
   * @return one of size 1
   */
  static Collective alone() {
    return new Alone();
  }
}
