package io.hornbill.base.internal;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Configurable;
import io.hornbill.base.Extension;
import io.hornbill.base.Fault;
import io.hornbill.base.ReadScope;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds things of one kind by name: a map from names to factories. Names are matched without case
 * by {@link Locale#ROOT}; aliases make the same thing as the name.
 *
 * @param <T> the kind of thing
 */
public final class Registry<T> {
  private static final int LONG_LIST = 12;
  private static final Set<String> LOADED = new HashSet<>();
  private static final Map<Object, Boolean> SEARCHED = new WeakHashMap<>();

  private final String kind;
  private final String door;
  private final Map<String, Function<Config, ? extends T>> factories = new ConcurrentHashMap<>();
  private final Map<String, String> spelled = new ConcurrentHashMap<>();

  /**
   * Makes an empty registry.
   *
   * @param kind what its entries are, in the singular, for messages: {@code "loss"}
   * @param door the public type that users register with, for messages: {@code "Losses"}
   */
  public Registry(String kind, String door) {
    this.kind = kind;
    this.door = door;
  }

  /**
   * Adds a part under a name and any number of aliases.
   *
   * @param factory makes a new instance with default settings; a {@link Configurable} one takes
   *     those of a configuration by itself
   * @param name the canonical name, as Keras writes it to files: {@code "MeanSquaredError"}
   * @param aliases other accepted names
   * @throws IllegalArgumentException if one of the names is taken
   */
  public Registry<T> add(Supplier<? extends T> factory, String name, String... aliases) {
    return addFactory(config -> configured(factory.get(), config), name, aliases);
  }

  /**
   * Adds a factory under a name and any number of aliases.
   *
   * @param factory makes a new instance from a configuration; from an empty one, with default
   *     settings
   * @param name the canonical name, as Keras writes it to files: {@code "MeanSquaredError"}
   * @param aliases other accepted names
   * @throws IllegalArgumentException if one of the names is taken
   */
  public Registry<T> addFactory(
      Function<Config, ? extends T> factory, String name, String... aliases) {
    put(name, factory);
    for (String alias : aliases) {
      put(alias, factory);
    }
    return this;
  }

  /**
   * Gives a part the settings of a configuration, if it declares settings.
   *
   * @param part a new part
   * @param config the settings
   * @param <T> the kind of part
   * @return the part with these settings
   */
  @SuppressWarnings("unchecked") // a part that is configured stays of its type
  public static <T> T configured(T part, Config config) {
    return part instanceof Configurable<?> declared ? (T) declared.configured(config) : part;
  }

  /**
   * Adds a user's own factory.
   *
   * @param name the name
   * @param factory makes a new instance
   * @throws IllegalArgumentException if the name is taken
   */
  public void register(String name, Supplier<? extends T> factory) {
    add(factory, name);
  }

  /**
   * Makes the thing of a name, with default settings.
   *
   * @param name a registered name or alias
   * @return a new instance
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones, or
   *     the nearest of many
   */
  public T get(String name) {
    return get(name, new Config());
  }

  /**
   * Makes the thing of a name from a configuration.
   *
   * @param name a registered name or alias
   * @param config its settings, in Keras' field names
   * @return a new instance
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public T get(String name, Config config) {
    Checks.given(door, "the name of " + kind, name);
    Function<Config, ? extends T> factory = factory(name, config.scope());
    if (factory == null) {
      throw new IllegalArgumentException(unknown(name));
    }
    ReadScope scope = config.scope();
    // What makes a part in the place of the library's may ask for that one.
    boolean replaced = scope.factory(name) != null && factories.containsKey(key(name));
    return factory.apply(replaced ? config.copy().in(scope.without(name)) : config);
  }

  /**
   * Says whether a name is known.
   *
   * @param name the name
   * @return true if {@link #get(String)} would find it
   */
  public boolean contains(String name) {
    return factory(name, ReadScope.NONE) != null;
  }

  /** {@return the names and aliases in alphabetical order, as they were registered} */
  public Set<String> names() {
    loadExtensions();
    Map<String, String> sorted = new TreeMap<>(spelled);
    return Collections.unmodifiableSet(new java.util.LinkedHashSet<>(sorted.values()));
  }

  @SuppressWarnings("unchecked") // a factory of another kind fails where the thing is used
  private @Nullable Function<Config, ? extends T> factory(String name, ReadScope scope) {
    Function<Config, ?> custom = scope.factory(name);
    if (custom != null) {
      return (Function<Config, ? extends T>) custom;
    }
    loadExtensions();
    return factories.get(key(name));
  }

  private void put(String name, Function<Config, ? extends T> factory) {
    if (factories.putIfAbsent(key(name), factory) != null) {
      throw Fault.of(door)
          .expected("a %s name must be new", kind)
          .received("\"%s\", which is taken", name)
          .remedy("Choose another name.")
          .argument();
    }
    spelled.put(key(name), name);
  }

  /** The nearest names of a long list, and where it is; a short list whole. */
  private String unknown(String name) {
    Set<String> names = names();
    List<String> near =
        names.stream()
            .sorted(Comparator.comparingInt(known -> apart(key(known), key(name))))
            .limit(3)
            .toList();
    String nearest =
        near.stream()
            .limit(1)
            .filter(known -> distance(key(known), key(name)) <= Math.max(2, name.length() / 3))
            .map(known -> " Did you mean \"" + known + "\"?")
            .collect(Collectors.joining());
    if (names.size() >= LONG_LIST) {
      return "Unknown %s \"%s\".%s The nearest names are %s; %s.names() has all %s. Register your own with %s.register(name, factory)."
          .formatted(kind, name, nearest, quoted(near), door, names.size(), door);
    }
    return "Unknown %s \"%s\".%s Known names: %s. Register your own with %s.register(name, factory)."
        .formatted(kind, name, nearest, String.join(", ", names), door);
  }

  /** What begins as a known name does, such as "glorot", is near to it however long that is. */
  private static int apart(String known, String name) {
    return name.length() > 2 && known.startsWith(name) ? 1 : distance(known, name);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(known -> "\"" + known + "\"").collect(Collectors.joining(", "));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Once for each class loader that threads name as theirs: to look takes long. */
  private static void loadExtensions() {
    Object loader =
        Objects.requireNonNullElse(Thread.currentThread().getContextClassLoader(), LOADED);
    synchronized (LOADED) {
      if (SEARCHED.put(loader, true) != null) {
        return;
      }
      for (Extension extension : ServiceLoader.load(Extension.class)) {
        if (LOADED.add(extension.getClass().getName())) {
          extension.register();
        }
      }
    }
  }

  /** Levenshtein's distance, in which two letters that changed places count once. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : nearest(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int nearest(int[][] table, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = table[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, 1 + table[i - 2][j - 2]) : least;
  }
}
