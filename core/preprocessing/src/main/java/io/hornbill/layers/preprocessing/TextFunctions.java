package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Functions of your own for {@link TextVectorization}, by the names that files have for them, as
 * {@code keras.saving.register_keras_serializable} gives them.
 *
 * <pre>{@code
 * TextFunctions.registerStandardize("reviews>plain", text -> text.replace("<br />", " "));
 * words.standardize("reviews>plain");
 * }</pre>
 */
public final class TextFunctions {
  private static final Map<String, UnaryOperator<String>> STANDARDIZE = new ConcurrentHashMap<>();
  private static final Map<String, Function<String, List<String>>> SPLIT =
      new ConcurrentHashMap<>();

  private TextFunctions() {}

  /**
   * Registers a function that maps a string to a string.
   *
   * @param name Keras' name of it, of a package and its own: {@code "reviews>plain"}
   * @param function the function
   * @throws IllegalArgumentException if the name has no package
   */
  public static void registerStandardize(String name, UnaryOperator<String> function) {
    STANDARDIZE.put(checked(name), function);
  }

  /**
   * Registers a function that splits a string into words.
   *
   * @param name Keras' name of it, of a package and its own: {@code "reviews>lines"}
   * @param function the function
   * @throws IllegalArgumentException if the name has no package
   */
  public static void registerSplit(String name, Function<String, List<String>> function) {
    SPLIT.put(checked(name), function);
  }

  private static String checked(String name) {
    int end = name.indexOf('>');
    if (end <= 0 || end >= name.length() - 1) {
      throw Fault.of("TextFunctions")
          .expected("names must be a package and a name")
          .received("\"%s\"", name)
          .remedy("Write \"reviews>plain\".")
          .argument();
    }
    return name;
  }

  static Optional<UnaryOperator<String>> standardize(String name) {
    return Optional.ofNullable(STANDARDIZE.get(name));
  }

  static Optional<Function<String, List<String>>> split(String name) {
    return Optional.ofNullable(SPLIT.get(name));
  }

  /** The name under which a function was registered. */
  static Optional<String> nameOf(Object function) {
    Map<String, Object> all = new HashMap<>(STANDARDIZE);
    all.putAll(SPLIT);
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().equals(function))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static boolean isKnown(String key, String name) {
    return key.equals("split") ? SPLIT.containsKey(name) : STANDARDIZE.containsKey(name);
  }
}
