package io.hornbill.layers;

import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Tells layers that make masks in a way of their own, as Keras does by their {@code compute_mask}.
 */
final class OwnMasks extends ClassValue<Boolean> {
  private static final OwnMasks KNOWN = new OwnMasks();

  private OwnMasks() {}

  /** Whether a class of layers, or one that it extends, overrides {@code computeMask}. */
  static boolean has(Class<?> type) {
    return KNOWN.get(type);
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    return type != Layer.class
        && (Arrays.stream(type.getDeclaredMethods()).anyMatch(OwnMasks::makes)
            || has(type.getSuperclass()));
  }

  private static boolean makes(Method method) {
    return method.getName().equals("computeMask") && method.getParameterCount() == 3;
  }
}
