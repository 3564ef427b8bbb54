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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Layers, operations and other parts, and settings of them, that versions of Keras lack, so that
 * they do not open files with them: by {@code make_new_classes.py}, which asks Keras 2 and 3.3,
 * 3.8, 3.12 and 3.15.
 */
public final class NewClasses {
  private static final Logger LOG = LoggerFactory.getLogger(NewClasses.class);
  private static final String OPERATIONS = "ops";
  private static final String LAYERS = "layers";

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
    new Search(wanted, (className, settings) -> settings, found).collect(model, "");
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
   * @param written what of a class' settings the file has
   * @param file what it is written to
   */
  public static void warnOfKeras2(
      Config model, BiFunction<String, Config, Config> written, Object file) {
    Set<String> found = new TreeSet<>();
    new Search(KerasVersion.of("2"), written, found).collect(model, "");
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

  /**
   * Looks through a model for what a version lacks.
   *
   * @param wanted the version
   * @param written what of a class' settings the file has
   * @param found gets what is lacking
   */
  private record Search(
      KerasVersion wanted, BiFunction<String, Config, Config> written, Set<String> found) {
    void collect(@Nullable Object value, String outer) {
      if (value instanceof List<?> list) {
        list.forEach(one -> collect(one, outer));
      } else if (value instanceof Config part) {
        String name = name(part, outer);
        if (part.get("class_name") instanceof String className) {
          look(part, className, className + (name.isEmpty() ? "" : " \"" + name + '"'));
        }
        part.asMap()
            .forEach(
                (field, inner) -> {
                  String since = since("activations " + inner);
                  if (field.endsWith("activation") && !since.isEmpty()) {
                    found.add("%s=%s of \"%s\" (in Keras %s)".formatted(field, inner, name, since));
                  }
                  collect(inner, name);
                });
      }
    }

    /** Whether the version lacks a class, or else settings of it. */
    private void look(Config part, String className, String named) {
      String module = String.valueOf(part.get("module"));
      boolean operation = Operations.isModule(part.get("module"));
      String kind = operation ? OPERATIONS : module.substring(module.lastIndexOf('.') + 1);
      String exported = exported(className);
      String since = wanted.isKeras2() && operation ? "3" : since(kind + " " + exported);
      if (!since.isEmpty()) {
        found.add("%s (in Keras %s)".formatted(named, since));
      } else if (part.get("config") instanceof Config settings) {
        for (String setting : written.apply(className, settings).asMap().keySet()) {
          String own = since("settings %s.%s.%s".formatted(kind, exported, setting));
          if (!own.isEmpty() && !NewSettings.isLeftOut(className, setting, settings)) {
            found.add("%s of %s (in Keras %s)".formatted(setting, named, own));
          }
        }
      }
    }

    /** The first version that has what this one lacks; empty if this one has it, too. */
    private String since(String what) {
      Since known = ALL.get(what);
      return known != null && known.isLacked(wanted) ? known.first() : "";
    }

    /** Parts without a name have that of the layer around them. */
    private static String name(Config part, String outer) {
      Config settings = part.get("config") instanceof Config given ? given : null; // or a function
      Object own = part.has("name") || settings == null ? part.get("name") : settings.get("name");
      return own instanceof String name ? name : outer;
    }
  }
}
