package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.ReadScope;
import io.hornbill.base.internal.Registry;
import io.hornbill.layers.internal.Parts;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The layers by Keras' class names, matched without case.
 *
 * <pre>{@code
 * Layer dense = Layers.get("Dense", new Config().with("units", 10));
 * Layer again = Layers.get(dense.className(), dense.config());
 * Layers.register("Scale", Scale::new);
 * }</pre>
 */
public final class Layers {
  private static final Registry<Layer> REGISTRY = new Registry<>("layer", "Layers");

  static {
    BasicLayers.register(REGISTRY);
    PlainLayers.register(REGISTRY);
    AttentionLayers.register(REGISTRY);
    ConvolutionLayers.register(REGISTRY);
    RecurrentLayers.register(REGISTRY);
  }

  private Layers() {}

  /**
   * Makes the layer of a class name, with default settings.
   *
   * @param name the class name in Keras
   * @return a new layer
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Layer get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the layer of a class name from settings.
   *
   * @param name the class name in Keras
   * @param config the settings, in Keras' field names
   * @return a new layer
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static Layer get(String name, Config config) {
    Layer layer = REGISTRY.get(name, config);
    layer.restore(config);
    return layer;
  }

  /**
   * Adds a layer of your own.
   *
   * @param name its class name in files
   * @param factory makes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Layer> factory) {
    REGISTRY.register(name, factory);
  }

  /**
   * Adds a layer of your own that has settings.
   *
   * @param name its class name in files
   * @param factory makes it from the settings that its {@code config()} gave
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Function<Config, ? extends Layer> factory) {
    REGISTRY.addFactory(factory, name);
  }

  /** {@return the class names} */
  public static Set<String> names() {
    return REGISTRY.names();
  }

  /**
   * Writes a layer as Keras writes it into models and wrappers.
   *
   * @param layer the layer
   * @return class name and settings
   */
  public static Config write(Layer layer) {
    String name = layer.className();
    String module = layer.kerasModule();
    Config written =
        module != null
            ? Parts.write(module, name, layer.config())
            : Parts.write(null, name.substring(name.indexOf('>') + 1), layer.config())
                .with("registered_name", layer.registeredName());
    return written.writtenFrom(layer);
  }

  /**
   * Says that a layer, and all within it, come from a file of Keras before 3, by which masks are
   * taken as there.
   *
   * @param layer the layer
   */
  public static void takeMasksAsBeforeKeras3(Layer layer) {
    layer.calledAsBeforeKeras3();
    layer.sublayers().forEach(Layers::takeMasksAsBeforeKeras3);
  }

  /**
   * Says whether a layer, or one within it, takes masks as before Keras 3, since its file does:
   * merged steps count where they count in all inputs that have a mask, and sequences with first
   * states keep their masks.
   *
   * @param layer the layer
   * @return false for layers that are made here
   */
  public static boolean masksAsBeforeKeras3(Layer layer) {
    return layer.masksAsBeforeKeras3()
        || layer.sublayers().stream().anyMatch(Layers::masksAsBeforeKeras3);
  }

  /**
   * Reads a layer that {@link #write} wrote.
   *
   * @param config the settings that the layer is one of
   * @param field where it stands in them
   * @return the layer; null if the field is missing or null
   * @throws IllegalArgumentException if the class name is unknown or a setting is not allowed
   */
  public static @Nullable Layer read(Config config, String field) {
    Object value = config.get(field);
    if (value == null) {
      return null;
    }
    return value instanceof String name
        ? get(name, new Config().in(config.scope()))
        : read(config.nested(field, value));
  }

  /** Reads a layer that must be there. */
  static Layer required(Config config, String field) {
    Layer layer = read(config, field);
    if (layer == null) {
      throw Fault.of("Layers")
          .expected("the configuration must have the layer \"%s\"", field)
          .received(config)
          .remedy("Add it.")
          .argument();
    }
    return layer;
  }

  /**
   * Reads a layer that {@link #write} wrote.
   *
   * @param written class name and settings
   * @return the layer: a new one, or one that was read before from the same file, if it is shared
   * @throws IllegalArgumentException if the class name is unknown or a setting is not allowed
   */
  public static Layer read(Config written) {
    SharedLayers shared = written.scope().shared(SharedLayers.class);
    return shared == null ? make(written) : shared.read(written, () -> make(written));
  }

  /**
   * Reads the layers of a network, refusing too many of them before the first one is made.
   *
   * @param config the settings of the network
   * @return what stands for its layers, one after the other
   * @throws IllegalArgumentException if the file has more than 20,000 layers
   */
  public static List<?> listed(Config config) {
    List<?> written = config.list("layers");
    SharedLayers shared = config.scope().shared(SharedLayers.class);
    if (shared != null) {
      shared.require(written.size());
    }
    return written;
  }

  /**
   * Writes a model as {@link #write} does, with numbers where a layer is part of several models.
   *
   * <pre>{@code
   * Config config = Layers.writeShared(model);
   * Layer again = Layers.read(config.in(Layers.sharing(config.scope())));
   * }</pre>
   *
   * @param model the model, or another layer
   * @return class name and settings
   */
  public static Config writeShared(Layer model) {
    return SharedLayers.write(model);
  }

  /**
   * Makes a scope in which each layer with a number is made only once.
   *
   * @param scope what else is known while a file is read
   * @return a scope for one file
   */
  public static ReadScope sharing(ReadScope scope) {
    return scope.with(SharedLayers.class, new SharedLayers());
  }

  private static Layer make(Config written) {
    Layer layer = Parts.read(written, written, Layers::own);
    for (String field : List.of("class_name", "registered_name")) {
      if (written.get(field) instanceof String name
          && name.indexOf('>') >= 0
          && layer.kerasModule() == null) {
        layer.registeredName(name);
      }
    }
    return layer;
  }

  /** Files of Keras 2 have the package in the name of the class. */
  private static Layer own(String name, Config config) {
    String plain = name.substring(name.indexOf('>') + 1);
    if (plain.equals(name) || REGISTRY.contains(name) || !REGISTRY.contains(plain)) {
      return get(name, config);
    }
    Layer layer = get(plain, config);
    return layer.kerasModule() == null ? layer : get(name, config);
  }
}
