package io.hornbill.engine.internal.onednn;

import io.hornbill.base.Fault;

/** Says that oneDNN refused a call, with the library's status code. */
public final class DnnlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int OUT_OF_MEMORY = 1;
  private static final int INVALID_ARGUMENTS = 2;
  private static final int UNIMPLEMENTED = 3;

  /** The library's {@code dnnl_status_t}. */
  private final int status;

  DnnlException(String owner, String action, int status) {
    super(
        Fault.of(owner)
            .expected("expected oneDNN to %s", action)
            .received("status %s (%s)", status, name(status))
            .remedy("Use another kernel for these shapes, layouts and attributes.")
            .message());
    this.status = status;
  }

  /**
   * Returns the library's status code.
   *
   * @return a {@code dnnl_status_t}, never 0
   */
  public int status() {
    return status;
  }

  /**
   * Says whether oneDNN has no implementation for the request, as opposed to a wrong request.
   *
   * @return true if another kernel should be used
   */
  public boolean unsupported() {
    return status == UNIMPLEMENTED;
  }

  private static String name(int status) {
    return switch (status) {
      case OUT_OF_MEMORY -> "out of memory";
      case INVALID_ARGUMENTS -> "invalid arguments";
      case UNIMPLEMENTED -> "unimplemented";
      default -> "see dnnl_status_t";
    };
  }
}
