package io.hornbill.base;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known while one file is read: the parts that were registered for it alone, and what its
 * parts share. It goes along with the {@link Config} that a factory gets, and with the nested ones.
 *
 * <pre>{@code
 * ReadScope scope = new ReadScope(Map.of("Scale", Scale::fromConfig));
 * Layer layer = Layers.get("Scale", config.in(scope));
 * }</pre>
 */
public final class ReadScope {
  /** Outside of files: no parts but the registered ones. */
  public static final ReadScope NONE = new ReadScope(Map.of());

  private final Map<String, Function<Config, ?>> factories = new HashMap<>();
  private final Map<Class<?>, Object> shared = new HashMap<>();

  /**
   * Makes a scope.
   *
   * @param factories parts by name, matched without case, with or without a package ({@code
   *     package>Class}); they come before registered ones
   */
  public ReadScope(Map<String, ? extends Function<Config, ?>> factories) {
    factories.forEach((name, factory) -> this.factories.put(key(name), factory));
    factories.forEach((name, factory) -> this.factories.putIfAbsent(plain(name), factory));
  }

  /**
   * Adds what all parts of the file share.
   *
   * @param type how it is found
   * @param value the thing
   * @param <T> its type
   * @return a scope that has it too
   */
  public <T> ReadScope with(Class<T> type, T value) {
    ReadScope more = new ReadScope(factories);
    more.shared.putAll(shared);
    more.shared.put(type, value);
    return more;
  }

  /**
   * Finds what all parts of the file share.
   *
   * @param type the type that it was added with
   * @param <T> its type
   * @return the thing; null if there is none
   */
  public <T> @Nullable T shared(Class<T> type) {
    return type.cast(shared.get(type));
  }

  /**
   * Finds a part that was registered for this file.
   *
   * @param name its name
   * @return what makes it; null if there is none of that name
   */
  public @Nullable Function<Config, ?> factory(String name) {
    Function<Config, ?> exact = factories.get(key(name));
    return exact != null ? exact : factories.get(plain(name));
  }

  /**
   * Leaves a part out, so that what makes it may ask for the library's part of the same name.
   *
   * @param name its name
   * @return a scope that has all others
   */
  public ReadScope without(String name) {
    Map<String, Function<Config, ?>> others = new HashMap<>(factories);
    Function<Config, ?> left = factory(name);
    others.values().removeIf(factory -> factory.equals(left));
    ReadScope rest = new ReadScope(others);
    rest.shared.putAll(shared);
    return rest;
  }

  /** The class alone: Keras writes {@code package>Class} for registered classes. */
  private static String plain(String name) {
    return key(name.substring(name.indexOf('>') + 1));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
