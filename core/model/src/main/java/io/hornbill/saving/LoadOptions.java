package io.hornbill.saving;

import io.hornbill.base.Config;
import io.hornbill.base.ReadScope;
import io.hornbill.base.internal.Registry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a model is loaded.
 *
 * <pre>{@code
 * Model.load(path, o -> o.compile(false).register("MyLayer", MyLayer::fromConfig));
 * }</pre>
 */
public final class LoadOptions {
  private boolean compile = true;
  private final Map<String, Function<Config, ?>> factories = new LinkedHashMap<>();

  /** Makes options: compiled if the file says how, and no parts but the registered ones. */
  public LoadOptions() {}

  /**
   * Sets whether the model is compiled as it was when it was saved, its optimizer's state included.
   *
   * @param compile false to get a model that is not compiled
   * @return these options
   */
  public LoadOptions compile(boolean compile) {
    this.compile = compile;
    return this;
  }

  /**
   * Says how a part that is not Keras' is made: a layer, loss, metric, activation, initializer,
   * regularizer, constraint, optimizer or schedule. It counts for this file only, and comes before
   * a part of the library of the same name.
   *
   * @param name its class name, or its registered name, in the file
   * @param factory makes it from the settings that its {@code config()} gave
   * @return these options
   */
  public LoadOptions register(String name, Function<Config, ?> factory) {
    factories.put(name, factory);
    return this;
  }

  /**
   * Says how a part that is not Keras' is made. Settings that it declares are taken from the file;
   * of a layer also the name, whether it is trained, and the type. A class with several
   * constructors is registered as {@code () -> new MyScale()}, since javac cannot choose for {@code
   * MyScale::new}.
   *
   * <pre>{@code
   * Model.load(path, o -> o.register("MyScale", MyScale::new));
   * }</pre>
   *
   * @param name its class name in the file, with or without a package: {@code "MyScale"}, {@code
   *     "my_package>MyScale"}
   * @param factory makes a new part
   * @return these options
   */
  public LoadOptions register(String name, Supplier<?> factory) {
    factories.put(name, config -> Registry.configured(factory.get(), config));
    return this;
  }

  /**
   * Says whether the model is to be compiled.
   *
   * @return true by default
   */
  public boolean isCompile() {
    return compile;
  }

  /**
   * Returns what is known while the file is read.
   *
   * @return a scope with the parts of {@link #register}
   */
  public ReadScope scope() {
    return new ReadScope(factories);
  }
}
