package io.hornbill.layers;

import io.hornbill.base.Config;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one file that are parts of several models in it: written with a number, and made
 * only once when they are read.
 *
 * <pre>{@code
 * Config config = SharedLayers.write(model);
 * ReadScope scope = new ReadScope(Map.of()).with(SharedLayers.class, new SharedLayers());
 * Layer again = Layers.read(config.in(scope));
 * }</pre>
 */
public final class SharedLayers {
  private final IdentityHashMap<Layer, Integer> owners = new IdentityHashMap<>();
  private final IdentityHashMap<Layer, Integer> ids = new IdentityHashMap<>();
  private final Map<Object, Layer> known = new HashMap<>();
  private final Map<String, Layer> unnumbered = new HashMap<>();

  /** Begins to read a file. */
  public SharedLayers() {}

  /**
   * Writes a model, with numbers where a layer is part of several models.
   *
   * @param model the model, or another layer
   * @return class name and settings
   */
  public static Config write(Layer model) {
    SharedLayers shared = new SharedLayers();
    shared.count(model);
    Config config = Layers.write(model);
    shared.number(config);
    return config;
  }

  private void number(@Nullable Object written) {
    if (written instanceof List<?> list) {
      list.forEach(this::number);
    } else if (written instanceof Config config) {
      List.copyOf(config.asMap().keySet()).forEach(key -> number(config.get(key)));
      if (config.source() instanceof Layer layer && owners.getOrDefault(layer, 1) > 1) {
        config.with("shared_object_id", ids.computeIfAbsent(layer, key -> ids.size() + 1));
      }
    }
  }

  private void count(Layer owner) {
    for (Layer layer : owner.sublayers()) {
      if (owners.merge(layer, 1, Integer::sum) == 1) {
        count(layer);
      }
    }
  }

  Layer read(Config config, Supplier<Layer> make) {
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
