package io.hornbill.docs;

import io.hornbill.base.Configurable;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.callbacks.Callback;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A registered part as its page shows it.
 *
 * @param type its class
 * @param names all names that find it
 * @param settings its declared settings
 */
record Part(Class<?> type, TreeSet<String> names, List<Setting<?>> settings) {
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
    StringBuilder page = new StringBuilder("## " + title() + "\n\n");
    if (!names.isEmpty()) {
      page.append("Names: ");
      page.append(String.join(", ", names.stream().map(name -> "`" + name + "`").toList()));
      page.append(".\n\n");
    }
    page.append(Described.of(type));
    if (!settings.isEmpty()) {
      page.append("\n| setting | in files | default | range |\n|---|---|---|---|\n");
      settings.forEach(setting -> page.append(row(setting)));
    }
    return page.append('\n').toString();
  }

  private static String row(Setting<?> setting) {
    List<String> keys = new java.util.ArrayList<>(List.of("`" + setting.key() + "`"));
    setting.aliases().forEach(alias -> keys.add("`" + alias + "`"));
    String range = setting.range().replace("|", "\\|");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            String.join(", ", keys),
            setting.isRequired() ? "required" : value(setting.initial()),
            range);
  }

  private static String value(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = value instanceof String string ? "\"" + string + "\"" : named(value);
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }

  private static String named(Object value) {
    String text = value.toString();
    // Functions without names are called by their class.
    return text.matches(".*@[0-9a-f]{5,}")
        ? value.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : text;
  }
}
