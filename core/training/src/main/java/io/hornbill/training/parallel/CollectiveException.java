package io.hornbill.training.parallel;

/** Processes that compute together cannot go on. All of them report the first cause. */
public final class CollectiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param cause what went wrong first, in whichever process
   */
  public CollectiveException(String cause) {
    super(cause);
  }
}
