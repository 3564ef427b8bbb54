package io.hornbill.base;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Warnings of what changes results or loses data: they go to the log, and where SLF4J has no
 * provider, which says nothing at all, to standard error, each once.
 *
 * <pre>{@code
 * Warnings.warn(
 *     LOG,
 *     Fault.of("Model \"%s\"", name)
 *         .expected("the loss must be finite")
 *         .received(loss)
 *         .remedy("Check the data."));
 * }</pre>
 */
public final class Warnings {
  private static final int MOST = 1000;
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Warnings() {}

  /**
   * Warns in the four parts of messages.
   *
   * @param log the log
   * @param fault the message
   */
  public static void warn(Logger log, Fault fault) {
    warn(log, "{}", fault);
  }

  /**
   * Warns.
   *
   * @param log the log
   * @param message the message, with SLF4J's places {@code {}}
   * @param values the values of the message
   */
  public static void warn(Logger log, String message, @Nullable Object... values) {
    log.warn(message, values);
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      String text = MessageFormatter.basicArrayFormat(message, values);
      if (SAID.size() < MOST && SAID.add(text)) {
        System.err.println("WARN " + text);
      }
    }
  }
}
