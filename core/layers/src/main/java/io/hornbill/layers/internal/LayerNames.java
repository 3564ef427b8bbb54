package io.hornbill.layers.internal;

import io.hornbill.base.internal.Names;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the names of layers that were given none: {@code dense}, {@code dense_1} … */
public final class LayerNames {
  private static final Map<String, Integer> USED = new ConcurrentHashMap<>();

  private LayerNames() {}

  /**
   * Returns the next name.
   *
   * @param className the class name
   * @return a name that was not made before
   */
  public static String next(String className) {
    String base = Names.snakeCase(className);
    int number = USED.merge(base, 1, Integer::sum) - 1;
    return number == 0 ? base : base + "_" + number;
  }

  /**
   * Says that names were made elsewhere, so that they are not made again.
   *
   * @param base the class name in snake case: {@code "conv2d"}
   * @param count how many names, from {@code conv2d} on
   */
  public static void reserve(String base, int count) {
    USED.merge(base, count, Math::max);
  }

  /** Starts counting again, as Keras' {@code clear_session} does. */
  public static void reset() {
    USED.clear();
  }
}
