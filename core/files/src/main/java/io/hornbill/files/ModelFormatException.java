package io.hornbill.files;

/**
 * Says that a file (a model, weights, a data set) is damaged, truncated, hostile, or of a form that
 * is not supported. The message names the file and the place in it.
 *
 * <p>Every reader in this package throws this exception, and no other, for whatever bytes it is
 * given.
 *
 * <pre>{@code
 * try {
 *   Model model = Model.load(Path.of("model.keras"));
 * } catch (ModelFormatException e) {
 *   System.err.println(e.getMessage());
 * }
 * }</pre>
 */
public final class ModelFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message {@code Owner: expectation. Received: value. Remedy.}, with file and place
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * Creates the exception from another one.
   *
   * @param message {@code Owner: expectation. Received: value. Remedy.}, with file and place
   * @param cause what was thrown first
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
