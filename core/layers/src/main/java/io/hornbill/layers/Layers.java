package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Registry;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

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
    return REGISTRY.get(name, config);
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

  /**
   * Returns the names.
   *
   * @return the class names
   */
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
    Config written = written(layer);
    SharedLayers shared = SharedLayers.current();
    Integer id = shared == null ? null : shared.idOf(layer);
    return id == null ? written : written.with("shared_object_id", id);
  }

  /** Layers of others have no module of Keras, and may have a package before their name. */
  private static Config written(Layer layer) {
    String name = layer.className();
    return layer.getClass().getPackageName().matches("io.hornbill(.layers)?")
        ? Parts.write("keras.layers", name, layer.config())
        : Parts.write(null, name.substring(name.indexOf('>') + 1), layer.config())
            .with("registered_name", name);
  }

  /**
   * Reads a layer that {@link #write} wrote.
   *
   * @param written class name and settings, as Config or Map
   * @return a new layer
   * @throws IllegalArgumentException if the class name is unknown or a setting is not allowed
   */
  public static Layer read(Object written) {
    SharedLayers shared = SharedLayers.current();
    return shared == null ? make(written) : shared.read(written, () -> make(written));
  }

  private static Layer make(Object written) {
    return Objects.requireNonNull(Parts.read(written, Layers::get));
  }
}
