package io.hornbill.base;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message in the four parts that all messages have: who speaks, what was expected, what was
 * received, and what to do. It ends in an exception, or in {@link Warnings#warn}.
 *
 * <pre>{@code
 * if (units < 1) {
 *   throw Fault.of("Dense")
 *       .expected("units must be at least 1")
 *       .received(units)
 *       .remedy("Give a positive whole number.")
 *       .argument(); // "Dense: units must be at least 1. Received: 0. Give a positive whole number."
 * }
 * }</pre>
 *
 * <p>The remedy is in sentences with their full stops; the other parts end without one. A part with
 * values is a format of {@link String#format}, in no language; one without is the text itself.
 */
@SuppressWarnings("AnnotateFormatMethod")
public final class Fault {
  private final String message;

  private Fault(String message) {
    this.message = message;
  }

  private static String text(String format, @Nullable Object... values) {
    return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
  }

  /**
   * Begins with who speaks.
   *
   * @param owner the public type or method that the user called, or its format
   * @param values the values of the format
   * @return a message of this part
   */
  public static Fault of(String owner, @Nullable Object... values) {
    return new Fault(text(owner, values));
  }

  /**
   * Adds what was expected.
   *
   * @param expectation what must hold, or its format
   * @param values the values of the format
   * @return a message with this part
   */
  public Fault expected(String expectation, @Nullable Object... values) {
    return new Fault(message + ": " + text(expectation, values) + ".");
  }

  /**
   * Adds what was received.
   *
   * @param value the value
   * @return a message with this part
   */
  public Fault received(@Nullable Object value) {
    return new Fault(message + " Received: " + value + ".");
  }

  /**
   * Adds what was received.
   *
   * @param format the format of the values
   * @param values the values
   * @return a message with this part
   */
  public Fault received(String format, @Nullable Object... values) {
    return received(text(format, values));
  }

  /**
   * Adds what to do.
   *
   * @param remedy sentences with their full stops, or their format
   * @param values the values of the format
   * @return a message with this part
   */
  public Fault remedy(String remedy, @Nullable Object... values) {
    return new Fault(message + " " + text(remedy, values));
  }

  /** {@return the parts so far, as one text} */
  public String message() {
    return message;
  }

  /** {@return an exception for what the caller passed} */
  public IllegalArgumentException argument() {
    return new IllegalArgumentException(message);
  }

  /**
   * Makes an exception for what the caller passed.
   *
   * @param cause what was thrown first
   * @return the exception
   */
  public IllegalArgumentException argument(@Nullable Throwable cause) {
    return new IllegalArgumentException(message, cause);
  }

  /** {@return an exception for a call out of order} */
  public IllegalStateException state() {
    return new IllegalStateException(message);
  }

  /**
   * Makes an exception for a call out of order, or for what the machine refuses.
   *
   * @param cause what was thrown first
   * @return the exception
   */
  public IllegalStateException state(@Nullable Throwable cause) {
    return new IllegalStateException(message, cause);
  }

  /** {@return an exception for what cannot be done at all} */
  public UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(message);
  }

  /**
   * Makes an exception of another type: {@code as(ModelFormatException::new)}.
   *
   * @param type the exception's constructor
   * @param <E> the type
   * @return the exception
   */
  public <E extends Throwable> E as(Function<String, E> type) {
    return type.apply(message);
  }

  /**
   * Makes an exception of another type: {@code as(UncheckedIOException::new, cause)}.
   *
   * @param type the exception's constructor
   * @param cause what was thrown first
   * @param <E> the type
   * @param <C> the type of the cause
   * @return the exception
   */
  public <E extends Throwable, C extends @Nullable Throwable> E as(
      BiFunction<String, C, E> type, C cause) {
    return type.apply(message, cause);
  }

  @Override
  public String toString() {
    return message;
  }
}
