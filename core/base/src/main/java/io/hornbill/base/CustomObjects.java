package io.hornbill.base;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Factories that all registries know for the time of one action on one thread, such as reading a
 * model with parts of the user's own. They come before what is registered for good.
 *
 * <pre>{@code
 * Layer layer = CustomObjects.within(Map.of("Scale", Scale::from), () -> Layers.read(written));
 * }</pre>
 */
public final class CustomObjects {
  private static final ThreadLocal<@Nullable Map<String, Function<Config, ?>>> PRESENT =
      new ThreadLocal<>();

  private CustomObjects() {}

  /**
   * Runs an action while registries know some more factories.
   *
   * @param factories the factories by name, matched without case, in addition to those of an outer
   *     action
   * @param action the action
   * @param <T> what it returns
   * @return what the action returned
   */
  public static <T> T within(Map<String, Function<Config, ?>> factories, Supplier<T> action) {
    Map<String, Function<Config, ?>> outer = PRESENT.get();
    Map<String, Function<Config, ?>> all = new TreeMap<>();
    if (outer != null) {
      all.putAll(outer);
    }
    factories.forEach((name, factory) -> all.put(key(name), factory));
    PRESENT.set(all);
    try {
      return action.get();
    } finally {
      if (outer == null) {
        PRESENT.remove();
      } else {
        PRESENT.set(outer);
      }
    }
  }

  /**
   * Finds a factory.
   *
   * @param name its name
   * @return the factory; null if the present action knows none of that name
   */
  public static @Nullable Function<Config, ?> find(String name) {
    Map<String, Function<Config, ?>> present = PRESENT.get();
    return present == null ? null : present.get(key(name));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
