package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one file that are parts of several models in it: written with a number, and made
 * only once when they are read.
 */
final class SharedLayers {
  /** How many layers a file may have, inner ones included: more than any model has. */
  static final int MOST_LAYERS = 20_000;

  private final IdentityHashMap<Layer, Integer> owners = new IdentityHashMap<>();
  private final IdentityHashMap<Layer, Integer> ids = new IdentityHashMap<>();
  private final Map<Object, Layer> known = new HashMap<>();
  private final Map<String, Layer> unnumbered = new HashMap<>();

  /** Those whose form nobody asked for yet: to write it takes long. */
  private long count;

  private final List<Late> late = new ArrayList<>();

  private record Late(Config written, Layer layer) {}

  /**
   * Writes a model, with numbers where a layer is part of several models.
   *
   * @param model the model, or another layer
   * @return class name and settings
   */
  static Config write(Layer model) {
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

  /**
   * Refuses files of more layers than anybody needs, before they take minutes.
   *
   * @param more how many layers are about to be read
   * @throws IllegalArgumentException if there are more than 20,000 of them
   */
  void require(long more) {
    if (count + more > MOST_LAYERS) {
      throw Fault.of("Model")
          .expected("a file must have at most %s layers", MOST_LAYERS)
          .received("%s or more", count + more)
          .remedy("Check that it is a model's file, and not made to take time.")
          .argument();
    }
  }

  Layer read(Config config, Supplier<Layer> make) {
    require(1);
    count++;
    Object id = config.get("shared_object_id");
    Layer layer = id == null ? null : known.get(id);
    if (layer == null && id != null) {
      late.forEach(one -> unnumbered.put(form(one.written()), one.layer()));
      late.clear();
      layer = unnumbered.get(form(config));
    }
    if (layer == null) {
      layer = make.get();
    }
    if (id == null) {
      late.add(new Late(config, layer));
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
