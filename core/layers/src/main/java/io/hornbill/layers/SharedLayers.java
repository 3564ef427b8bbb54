package io.hornbill.layers;

import io.hornbill.base.Config;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one file that are parts of several models in it: written with a number, and made
 * only once when they are read.
 *
 * <pre>{@code
 * Config config = SharedLayers.within(model, () -> Layers.write(model));
 * Layer again = SharedLayers.within(null, () -> Layers.read(config));
 * }</pre>
 */
public final class SharedLayers {
  private static final ThreadLocal<@Nullable SharedLayers> PRESENT = new ThreadLocal<>();

  private final IdentityHashMap<Layer, Integer> owners = new IdentityHashMap<>();
  private final IdentityHashMap<Layer, Integer> ids = new IdentityHashMap<>();
  private final Map<Object, Layer> known = new HashMap<>();
  private final Map<String, Layer> unnumbered = new HashMap<>();

  private SharedLayers() {}

  /**
   * Runs an action that writes or reads one file.
   *
   * @param written what is written; null on reading
   * @param action the action
   * @param <T> what it returns
   * @return what the action returned
   */
  public static <T> T within(@Nullable Layer written, Supplier<T> action) {
    SharedLayers shared = new SharedLayers();
    if (written != null) {
      shared.count(written);
    }
    SharedLayers outer = PRESENT.get();
    PRESENT.set(shared);
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

  static @Nullable SharedLayers current() {
    return PRESENT.get();
  }

  private void count(Layer owner) {
    for (Layer layer : owner.sublayers()) {
      if (owners.merge(layer, 1, Integer::sum) == 1) {
        count(layer);
      }
    }
  }

  /** The number of a layer that several others hold; null for all others. */
  @Nullable Integer idOf(Layer layer) {
    return owners.getOrDefault(layer, 1) < 2
        ? null
        : ids.computeIfAbsent(layer, key -> ids.size() + 1);
  }

  Layer read(Object written, Supplier<Layer> make) {
    if (written instanceof String) {
      return make.get();
    }
    Config config = Config.config("layer", written);
    Object id = config.get("shared_object_id");
    Layer layer = id == null ? null : known.get(id);
    if (layer == null && id != null) {
      layer = unnumbered.get(form(config));
    }
    if (layer == null) {
      layer = make.get();
    }
    if (id == null) {
      unnumbered.put(form(config), layer);
    } else {
      known.put(id, layer);
    }
    return layer;
  }

  /** Keras writes the first of its occurrences without the number. */
  private static String form(Config config) {
    return config.get("class_name")
        + String.valueOf(config.get("config")).replaceAll(", shared_object_id=\\d+", "");
  }
}
