package io.hornbill.data.internal.work;

import io.hornbill.base.Fault;
import java.util.function.Supplier;

/** Functions of users, whose failures say what they were at. */
public final class UserCode {
  private UserCode() {}

  /**
   * Calls a function on a batch.
   *
   * @param <T> what it gives
   * @param owner how messages name the caller
   * @param function how messages name the function
   * @param number the number of the batch in its pass, from 0
   * @param origin what the batch was read from; empty if that is unknown
   * @param code calls the function
   * @return what it gives
   * @throws IllegalStateException if it throws; the cause is what it threw
   */
  public static <T> T call(
      String owner, String function, long number, Supplier<String> origin, Supplier<T> code) {
    try {
      return code.get();
    } catch (RuntimeException e) {
      String from = origin.get();
      String what = e.toString();
      throw Fault.of(owner)
          .expected("%s must take every batch", function)
          .received(
              "of batch %s (the first is 0)%s: %s See its cause",
              number,
              from.isEmpty() ? "" : ", read from " + from,
              what.endsWith(".") ? what : what + '.')
          .state(e);
    }
  }
}
