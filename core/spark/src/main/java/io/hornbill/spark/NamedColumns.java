package io.hornbill.spark;

import io.hornbill.base.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/** Columns by names, in the form of a parameter that Spark can save: {@code name=column}. */
final class NamedColumns {
  private NamedColumns() {}

  static String[] write(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  static Map<String, String> read(String[] texts) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String text : texts) {
      int sign = text.indexOf('=');
      if (sign < 1) {
        throw Fault.of("Hornbill on Spark")
            .expected("columns by name must be written name=column")
            .received("\"%s\"", text)
            .remedy("Use the setter that takes a map.")
            .argument();
      }
      columns.put(text.substring(0, sign), text.substring(sign + 1));
    }
    return columns;
  }
}
