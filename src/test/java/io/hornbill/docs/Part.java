package io.hornbill.docs;

import io.hornbill.base.Configurable;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.callbacks.Callback;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.optimizers.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A registered part as its page shows it.
 *
 * @param type its class
 * @param names all names that find it
 * @param settings its declared settings
 */
record Part(Class<?> type, TreeSet<String> names, List<Setting<?>> settings) {
  private static final List<String> KINDS =
      List.of("initializer", "regularizer", "constraint", "activation");

  static Part of(Object made) {
    Settings settings =
        made instanceof Configurable<?> configurable
            ? configurable.settings()
            : made instanceof Callback callback ? callback.settings() : new Settings("none");
    return new Part(made.getClass(), new TreeSet<>(), settings.declared());
  }

  String title() {
    return type.getSimpleName();
  }

  String markdown() {
    return "## " + title() + "\n\n" + called() + Described.of(type) + table() + "\n";
  }

  /** Its names and its settings without what its class says of it. */
  String facts() {
    return called() + table();
  }

  private String called() {
    String all = String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    return names.isEmpty() ? "" : (names.size() == 1 ? "Name: " : "Names: ") + all + ".\n\n";
  }

  private String table() {
    StringBuilder rows =
        new StringBuilder("\n| setting | in files | default | range |\n|---|---|---|---|\n");
    settings.forEach(setting -> rows.append(row(setting)));
    return settings.isEmpty() ? "" : rows.toString();
  }

  private static String row(Setting<?> setting) {
    List<String> keys = new java.util.ArrayList<>(List.of("`" + setting.key() + "`"));
    setting.aliases().forEach(alias -> keys.add("`" + alias + "`"));
    String range = setting.range().isEmpty() ? kind(setting) : setting.range().replace("|", "\\|");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            String.join(", ", keys),
            setting.isRequired() ? "required" : value(setting.initial()),
            range);
  }

  /** What a setting takes whose values are few, a link to the names of parts, or nothing. */
  private static String kind(Setting<?> setting) {
    if (setting.initial() instanceof Boolean) {
      return "true, false";
    }
    if (setting.initial() instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .map(value -> "`" + value + "`")
          .collect(Collectors.joining(", "));
    }
    return KINDS.stream()
        .filter(kind -> setting.key().endsWith(kind))
        .map(kind -> "[%s](%ss.md)".formatted(kind, kind))
        .findFirst()
        .orElse("");
  }

  private static String value(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = value instanceof String string ? "\"" + string + "\"" : named(value);
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }

  private static String named(Object value) {
    if (value instanceof Initializer
        && Initializers.names().contains(value.getClass().getSimpleName())) {
      String name =
          value
              .getClass()
              .getSimpleName()
              .replaceAll("(?<!^)([A-Z])", "_$1")
              .toLowerCase(Locale.ROOT);
      if (Initializers.get(name).equals(value)) {
        return name;
      }
    }
    // Names that are numbered as they are made are no part of a default.
    String text = value.toString().replaceAll("\\([a-z_]+_\\d+\\)", "");
    // Functions without names are called by their class, and so are optimizers.
    return value instanceof Optimizer || text.matches(".*@[0-9a-f]{5,}")
        ? value.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : text;
  }
}
