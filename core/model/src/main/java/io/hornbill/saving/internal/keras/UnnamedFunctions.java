package io.hornbill.saving.internal.keras;

import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lambdas as activations, which files hold by a name that says nothing and that nobody finds. */
public final class UnnamedFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(UnnamedFunctions.class);
  private static final String NAME = "activation";

  private UnnamedFunctions() {}

  /**
   * Warns once for a file, if layers of a model have such functions.
   *
   * @param model class name and settings of the model
   * @param file what it is written to
   */
  public static void warn(Config model, Object file) {
    List<String> found = new ArrayList<>();
    if (!Activations.names().contains(NAME)) {
      collect(model, found);
    }
    if (!found.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("Model")
              .expected("activations must be registered for files to find them again")
              .received("lambdas of %s in %s", String.join(", ", found), file)
              .remedy(
                  "Activations.register(\"my_activation\", x -> …) and activation(\"my_activation\")"
                      + " name one; to load this file, o.register(\"activation\", …)."));
    }
  }

  private static void collect(@Nullable Object value, List<String> found) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, found));
    } else if (value instanceof Config settings) {
      boolean unnamed =
          settings.asMap().entrySet().stream()
              .anyMatch(one -> one.getKey().endsWith(NAME) && NAME.equals(one.getValue()));
      if (unnamed) {
        found.add('"' + settings.text("name", "") + '"');
      }
      settings.asMap().values().forEach(inner -> collect(inner, found));
    }
  }
}
