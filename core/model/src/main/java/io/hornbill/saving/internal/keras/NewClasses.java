package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.operations.Operations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Layers, operations and other parts that versions of Keras lack, so that they do not open files
 * with them: by {@code make_new_classes.py}, which asks Keras 2 and 3.3, 3.8, 3.12 and 3.15.
 */
public final class NewClasses {
  private static final Logger LOG = LoggerFactory.getLogger(NewClasses.class);
  private static final String OPERATIONS = "ops";
  private static final String LAYERS = "layers";
  private static final int OLDEST = 3;

  /** The last version without a class, and the first with it. */
  private record Since(boolean inKeras2, KerasVersion last, String first) {
    boolean isLacked(KerasVersion wanted) {
      return wanted.isKeras2() ? !inKeras2 : last.major() > 2 && wanted.minor() <= last.minor();
    }
  }

  private static final Map<String, Since> ALL = read();

  private NewClasses() {}

  private static Map<String, Since> read() {
    Map<String, Since> all = new HashMap<>();
    try (InputStream table = NewClasses.class.getResourceAsStream("new-classes.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        List<String> words = List.of(line.split(" ", -1));
        List<String> without = List.of(words.get(2).split(",", -1));
        KerasVersion last = KerasVersion.of(without.get(without.size() - 1));
        all.put(
            words.get(0) + " " + words.get(1),
            new Since(!without.contains("2"), last, words.get(3)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /**
   * Says whether Keras 2 lacks a layer.
   *
   * @param className Keras' class
   * @return true for those that came with Keras 3
   */
  public static boolean isLayerOfKeras3(String className) {
    Since since = ALL.get(LAYERS + " " + exported(className));
    return since != null && !since.inKeras2();
  }

  private static String exported(String className) {
    return className.equals("GroupedQueryAttention") ? "GroupQueryAttention" : className;
  }

  /**
   * Warns once for a file, if the version of Keras that it is for lacks what a model has.
   *
   * @param model class name and settings of the model, and what it is compiled for
   * @param wanted the version
   * @param file what it is written to
   */
  static void warn(Config model, KerasVersion wanted, Object file) {
    if (wanted.isKeras2()) {
      return; // no version reads them
    }
    Set<String> found = new TreeSet<>();
    collect(model, wanted, "", found);
    warn(
        found,
        "Keras 3." + wanted.minor(),
        file,
        "Newer versions of Keras open the file, as Hornbill does; for this one, put others in their"
            + " place.");
  }

  /**
   * Warns for an {@code .h5} file that is to be for Keras 2 and has what that lacks: with layers
   * and operations of Keras 3 it is one for Keras 3.
   *
   * @param model class name and settings of the model
   * @param file what it is written to
   */
  public static void warnOfKeras2(Config model, Object file) {
    Set<String> found = new TreeSet<>();
    collect(model, KerasVersion.of("2"), "", found);
    warn(
        found,
        "Keras 2",
        file,
        "Keras 3 opens the file, as Hornbill does; for Keras 2, put others in their place.");
  }

  private static void warn(Set<String> found, String version, Object file, String remedy) {
    if (!found.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("Model")
              .expected(
                  "layers, operations and settings must be those of %s to open there", version)
              .received("%s in %s", String.join(", ", found), file)
              .remedy(remedy));
    }
  }

  private static void collect(
      @Nullable Object value, KerasVersion wanted, String outer, Set<String> found) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, wanted, outer, found));
    } else if (value instanceof Config part) {
      String className = part.get("class_name") instanceof String known ? known : "";
      String name = name(part, outer);
      String since = className.isEmpty() ? "" : since(part, className, wanted);
      String named = className + (name.isEmpty() ? "" : " \"" + name + '"');
      if (!since.isEmpty()) {
        found.add("%s (%s)".formatted(named, since));
      }
      Config settings = wanted.isKeras2() || wanted.minor() > OLDEST ? null : part.config("config");
      if (settings != null) {
        settings.asMap().keySet().stream()
            .filter(setting -> NewSettings.isNew(className, setting))
            .forEach(setting -> found.add("%s of %s".formatted(setting, named)));
      }
      part.asMap()
          .forEach(
              (field, inner) -> {
                Since function = ALL.get("activations " + inner);
                if (field.endsWith("activation") && function != null && function.isLacked(wanted)) {
                  found.add(
                      "%s=%s of \"%s\" (in Keras %s)"
                          .formatted(field, inner, name, function.first));
                }
                collect(inner, wanted, name, found);
              });
    }
  }

  /** Parts without a name have that of the layer around them. */
  private static String name(Config part, String outer) {
    Config settings = part.get("config") instanceof Config given ? given : null; // or a function
    Object own = part.has("name") || settings == null ? part.get("name") : settings.get("name");
    return own instanceof String name ? name : outer;
  }

  /** Which version has a part that another one lacks; empty if this has it, too. */
  private static String since(Config part, String className, KerasVersion wanted) {
    String module = String.valueOf(part.get("module"));
    boolean operation = Operations.isModule(part.get("module"));
    String kind = operation ? OPERATIONS : module.substring(module.lastIndexOf('.') + 1);
    Since since = ALL.get(kind + " " + exported(className));
    if (wanted.isKeras2() && operation) {
      return "in Keras 3";
    }
    return since != null && since.isLacked(wanted) ? "in Keras " + since.first() : "";
  }
}
