package io.hornbill;

import io.hornbill.base.Config;
import io.hornbill.base.Configurable;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sets settings as users do: by a public setter, or by the constructor that takes the setting. */
final class Setters {
  private static final Object NONE = new Object();
  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          boolean.class, Boolean.class);

  private Setters() {}

  /** The settings that a part declares; none for a function without any. */
  static Settings of(Object part) {
    return part instanceof Configurable<?> configurable
        ? configurable.settings()
        : new Settings("none");
  }

  /**
   * Sets a value by the setter of the setting's name, by one that takes it among other arguments,
   * or else by a constructor.
   *
   * @param argument the name of the argument where it is one of several, or a constructor's
   * @param value the value as files have it
   * @param config what the part was made from
   * @return what the setter returns, or the constructor makes
   */
  static Object set(Object part, Setting<?> setting, String argument, Object value, Config config) {
    Object typed = typed(setting, value);
    List<Method> setters =
        methods(part, setting.name())
            .filter(m -> converted(m.getParameterTypes()[0], typed) != NONE)
            .sorted(Comparator.comparing(m -> !isExact(m.getParameterTypes()[0], typed)))
            .toList();
    if (setters.isEmpty()) {
      return among(part, setting, argument, typed, config);
    }
    Method setter = setters.get(0);
    setter.setAccessible(true); // some are inherited from classes that are not public
    Object given = converted(setter.getParameterTypes()[0], typed);
    return called(() -> setter.invoke(part, given));
  }

  private static Stream<Method> methods(Object part, String name) {
    return Arrays.stream(part.getClass().getMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == 1)
        .filter(m -> !Modifier.isStatic(m.getModifiers()));
  }

  /** Sets a value together with the present ones of the other arguments. */
  private static Object among(
      Object part, Setting<?> setting, String argument, Object value, Config config) {
    for (Method method : part.getClass().getMethods()) {
      Object[] arguments =
          Modifier.isStatic(method.getModifiers())
              ? null
              : arguments(method, of(part), argument, value);
      if (arguments != null && method.getReturnType().isInstance(part)) {
        return called(() -> method.invoke(part, arguments));
      }
    }
    return constructed(part, setting, argument, value, config);
  }

  private static Object constructed(
      Object part, Setting<?> setting, String argument, Object value, Config config) {
    List<Constructor<?>> constructors =
        Arrays.stream(part.getClass().getConstructors())
            .sorted(Comparator.comparing(Constructor::getParameterCount))
            .toList();
    for (Constructor<?> constructor : constructors) {
      Object[] arguments = arguments(constructor, of(part), argument, value);
      if (arguments != null) {
        Object made = called(() -> constructor.newInstance(arguments));
        Config rest = without(config, setting);
        return ((Configurable<?>) made).configured(rest);
      }
    }
    throw new AssertionError(
        "%s has neither a setter nor a constructor for %s = %s"
            .formatted(part.getClass().getSimpleName(), setting.name(), value));
  }

  private static Object[] arguments(
      Executable executable, Settings settings, String argument, Object value) {
    List<Object> arguments = new ArrayList<>();
    boolean has = false;
    for (Parameter parameter : executable.getParameters()) {
      boolean wanted = parameter.getName().equals(argument);
      Object given = wanted ? value : current(settings, parameter.getName());
      Object argumentValue = given == NONE ? NONE : converted(parameter.getType(), given);
      if (argumentValue == NONE) {
        return null;
      }
      has |= wanted;
      arguments.add(argumentValue);
    }
    return has ? arguments.toArray() : null;
  }

  private static Object current(Settings settings, String name) {
    for (Setting<?> setting : settings.declared()) {
      if (setting.name().equals(name)) {
        return settings.get(setting);
      }
    }
    return NONE;
  }

  private static Config without(Config config, Setting<?> setting) {
    Config rest = new Config();
    config
        .asMap()
        .forEach(
            (key, value) -> {
              if (!key.equals(setting.key()) && !setting.aliases().contains(key)) {
                rest.with(key, value);
              }
            });
    return rest;
  }

  /** A value of a file as the setting holds it. */
  private static <T> T typed(Setting<T> setting, Object value) {
    Settings settings = new Settings("a row of the table").declare(setting);
    settings.read(new Config().with(setting.key(), value));
    return settings.get(setting);
  }

  private static boolean isExact(Class<?> type, Object value) {
    return BOXES.getOrDefault(type, type).isInstance(value);
  }

  private static Object converted(Class<?> type, Object value) {
    if (value instanceof Optional<?> optional && !type.isInstance(value)) {
      return optional.isPresent() ? converted(type, optional.get()) : NONE;
    }
    if (value instanceof String token && type == long.class && token.matches("-?\\d+")) {
      return Long.valueOf(token);
    }
    if (value == null || isExact(type, value)) {
      return value == null && type.isPrimitive() ? NONE : value;
    }
    if (value instanceof Number number) {
      if (type == double.class || type == Double.class) {
        return number.doubleValue();
      }
      if (type == long.class) {
        return number.longValue();
      }
    }
    if (!type.isArray()) {
      return NONE;
    }
    List<?> values = flat(value).toList();
    if (type == long[].class && values.stream().allMatch(String.class::isInstance)) {
      return values.stream().mapToLong(token -> Long.parseLong((String) token)).toArray();
    }
    if (type == String[].class && values.stream().allMatch(String.class::isInstance)) {
      return values.toArray(String[]::new);
    }
    if (values.isEmpty() || !values.stream().allMatch(Number.class::isInstance)) {
      return NONE;
    }
    Stream<Number> numbers = values.stream().map(Number.class::cast);
    return type == int[].class
        ? numbers.mapToInt(Number::intValue).toArray()
        : type == long[].class
            ? numbers.mapToLong(Number::longValue).toArray()
            : type == double[].class ? numbers.mapToDouble(Number::doubleValue).toArray() : NONE;
  }

  private static Stream<?> flat(Object value) {
    return value instanceof Iterable<?> many
        ? StreamSupport.stream(many.spliterator(), false).flatMap(Setters::flat)
        : Stream.of(value);
  }

  /** What may fail by reflection. */
  private interface Call {
    Object call() throws ReflectiveOperationException;
  }

  private static Object called(Call call) {
    try {
      return call.call();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
