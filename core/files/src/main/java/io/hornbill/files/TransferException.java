package io.hornbill.files;

import java.io.IOException;
import java.time.Duration;

/** Says what a server answered instead of the file. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;
  private final Duration pause;

  TransferException(String message, boolean worthRetrying) {
    this(message, worthRetrying, Duration.ZERO);
  }

  /** Made when the server says how long to wait before asking again. */
  TransferException(String message, boolean worthRetrying, Duration pause) {
    super(message);
    this.worthRetrying = worthRetrying;
    this.pause = pause;
  }

  boolean worthRetrying() {
    return worthRetrying;
  }

  Duration pause() {
    return pause;
  }
}
