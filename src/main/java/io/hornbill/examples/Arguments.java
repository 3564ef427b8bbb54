package io.hornbill.examples;

import io.hornbill.base.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of an example: {@code --name value} pairs. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads a command line.
   *
   * @param arguments the arguments
   * @param names the known names, without dashes
   * @throws IllegalArgumentException if there is an unknown name or a name without a value
   */
  Arguments(String[] arguments, List<String> names) {
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!names.contains(name)) {
        throw Fault.of("Arguments")
            .expected("expected one of --%s", String.join(", --", names))
            .received(arguments[i])
            .remedy("Write --name value.")
            .argument();
      }
      if (i + 1 == arguments.length) {
        throw Fault.of("Arguments")
            .expected("--%s needs a value", name)
            .received("none")
            .remedy("Write --%s value.", name)
            .argument();
      }
      values.put(name, arguments[i + 1]);
    }
  }

  /** One of several words. */
  String choice(String name, String otherwise, List<String> choices) {
    String value = values.getOrDefault(name, otherwise);
    if (!choices.contains(value)) {
      throw Fault.of("Arguments")
          .expected("--%s must be one of %s", name, choices)
          .received(value)
          .remedy("Choose one.")
          .argument();
    }
    return value;
  }

  /** Any text. */
  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A file; null if none was named. */
  @Nullable Path file(String name) {
    String value = values.get(name);
    return value == null ? null : Path.of(value);
  }

  /** A whole number of at least 1. */
  int number(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw Fault.of("Arguments")
          .expected("--%s must be a whole number of at least 1", name)
          .received(value)
          .remedy("Write digits only.")
          .argument();
    }
    return Integer.parseInt(value);
  }
}
