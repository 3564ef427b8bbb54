package io.hornbill.layers;

import java.util.Arrays;
import java.util.List;

/** Tells classes that compute in a way of their own, as Keras does by what they override. */
final class Overrides extends ClassValue<Boolean> {
  static final Overrides MASKS =
      new Overrides(Layer.class, "computeMask", List.class, List.class, List.class);
  static final Overrides CALL_OF_LISTS =
      new Overrides(Network.class, "call", List.class, CallContext.class);

  private final Class<?> base;
  private final String name;
  private final Class<?>[] parameters;

  private Overrides(Class<?> base, String name, Class<?>... parameters) {
    this.base = base;
    this.name = name;
    this.parameters = parameters;
  }

  /** Whether a class, or one between it and the library's base, has the method. */
  boolean in(Class<?> type) {
    return get(type);
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    boolean has =
        Arrays.stream(type.getDeclaredMethods())
            .anyMatch(
                method ->
                    method.getName().equals(name)
                        && Arrays.equals(method.getParameterTypes(), parameters));
    return type != base && (has || in(type.getSuperclass()));
  }
}
