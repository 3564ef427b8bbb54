package io.hornbill.base;

import org.jspecify.annotations.Nullable;

/** Frequent checks of arguments; all others throw a {@link Fault} where they fail. */
public final class Checks {
  private Checks() {}

  /**
   * Requires a value.
   *
   * @param owner the public type or method the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @param <T> its type
   * @return {@code value}
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T given(String owner, String name, @Nullable T value) {
    if (value == null) {
      throw Fault.of(owner)
          .expected("%s must be given", name)
          .received("null")
          .remedy("Pass a value, or use the form without %s.", name)
          .argument();
    }
    return value;
  }

  /**
   * Requires a positive, finite number.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @return {@code value}
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static double positive(String owner, String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw Fault.of(owner)
          .expected("%s must be positive and finite", name)
          .received(value)
          .remedy("Give a number above 0.")
          .argument();
    }
    return value;
  }

  /**
   * Requires a whole number of at least 1.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @return {@code value}
   * @throws IllegalArgumentException if it is less than 1
   */
  public static int positive(String owner, String name, int value) {
    if (value <= 0) {
      throw Fault.of(owner)
          .expected("%s must be at least 1", name)
          .received(value)
          .remedy("Give a positive whole number.")
          .argument();
    }
    return value;
  }

  /**
   * Requires a finite number of at least 0.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @return {@code value}
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public static double notNegative(String owner, String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw Fault.of(owner)
          .expected("%s must be at least 0 and finite", name)
          .received(value)
          .remedy("Give 0 or more.")
          .argument();
    }
    return value;
  }

  /**
   * Requires a finite number.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @return {@code value}
   * @throws IllegalArgumentException if it is infinite or not a number
   */
  public static double finite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw Fault.of(owner)
          .expected("%s must be finite", name)
          .received(value)
          .remedy("Give an ordinary number.")
          .argument();
    }
    return value;
  }

  /**
   * Requires a number in {@code [from, below)}.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @param from the least allowed value
   * @param below the bound that is no longer allowed
   * @return {@code value}
   * @throws IllegalArgumentException if it is outside
   */
  public static double inRange(String owner, String name, double value, double from, double below) {
    if (!(value >= from && value < below)) {
      throw Fault.of(owner)
          .expected("%s must be in [%s, %s)", name, from, below)
          .received(value)
          .remedy("Choose a number in that range.")
          .argument();
    }
    return value;
  }

  /**
   * Requires a number in {@code [low, high]}.
   *
   * @param owner the public type the user called
   * @param name the argument's name as the user wrote it
   * @param value the argument
   * @param low the least allowed value
   * @param high the greatest allowed value
   * @return {@code value}
   * @throws IllegalArgumentException if it is outside
   */
  public static double within(String owner, String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw Fault.of(owner)
          .expected("%s must be in [%s, %s]", name, low, high)
          .received(value)
          .remedy("Choose a number in that range.")
          .argument();
    }
    return value;
  }
}
