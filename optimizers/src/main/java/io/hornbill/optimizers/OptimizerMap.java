package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Optimizers of variables by their paths: the one whose key is the path, else the only one whose
 * key, as a regular expression, is all of the path, else the default one.
 *
 * <p>Example:
 *
 * <pre>{@code
 * new OptimizerMap(new SGD()).put("encoder/.*", new Adam());
 * }</pre>
 *
 * @see <a href="https://keras.io/api/optimizers/">Keras: OptimizerMap</a>
 */
public final class OptimizerMap implements Function<Variable, Optimizer> {
  private final Optimizer defaultOptimizer;
  private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();

  /**
   * Makes a map without keys.
   *
   * @param defaultOptimizer the optimizer of all paths that no key matches
   */
  public OptimizerMap(Optimizer defaultOptimizer) {
    this.defaultOptimizer = defaultOptimizer;
  }

  static OptimizerMap of(Config config) {
    Object otherwise = config.get("default_optimizer");
    if (otherwise == null) {
      throw Fault.of("OptimizerMap")
          .expected("there must be a default optimizer")
          .received("none")
          .remedy("Set \"default_optimizer\", or call new OptimizerMap(new Adam()).")
          .argument();
    }
    OptimizerMap map = new OptimizerMap(Optimizers.read("default_optimizer", otherwise));
    Config keys = config.config("optimizer_map");
    if (keys != null) {
      keys.asMap().forEach((key, value) -> map.put(key, Optimizers.read(key, value)));
    }
    return map;
  }

  /**
   * Adds an optimizer.
   *
   * @param key a path, or a regular expression of paths
   * @param optimizer the optimizer of the variables there
   * @throws IllegalArgumentException if the key is taken or is no expression
   */
  public OptimizerMap put(String key, Optimizer optimizer) {
    if (optimizers.containsKey(key)) {
      throw Fault.of("OptimizerMap")
          .expected("a key must be new")
          .received("\"%s\", which is taken", key)
          .remedy("Leave one out.")
          .argument();
    }
    Pattern.compile(key);
    optimizers.put(key, optimizer);
    return this;
  }

  /**
   * Finds the optimizer of a path.
   *
   * @param path the path of a variable, {@code encoder/dense/kernel}
   * @return its optimizer
   * @throws IllegalArgumentException if several keys match
   */
  public Optimizer get(String path) {
    Optimizer exact = optimizers.get(path);
    if (exact != null) {
      return exact;
    }
    List<String> matches =
        optimizers.keySet().stream().filter(key -> Pattern.matches(key, path)).toList();
    if (matches.size() >= 2) {
      throw Fault.of("OptimizerMap")
          .expected("a variable must have one optimizer")
          .received("\"%s\", which %s match", path, matches)
          .remedy("Give them expressions that exclude each other.")
          .argument();
    }
    return matches.isEmpty()
        ? defaultOptimizer
        : optimizers.getOrDefault(matches.get(0), defaultOptimizer);
  }

  @Override
  public Optimizer apply(Variable variable) {
    return get(variable.path());
  }

  /** {@return the optimizers, each once, the default one last} */
  public List<Optimizer> optimizers() {
    List<Optimizer> all = new ArrayList<>(optimizers.values());
    all.add(defaultOptimizer);
    return all.stream().distinct().toList();
  }

  /** {@return the settings in Keras' field names, as a new configuration} */
  public Config config() {
    Config keys = new Config();
    optimizers.forEach((key, optimizer) -> keys.with(key, Optimizers.write(optimizer)));
    return new Config()
        .with("default_optimizer", Optimizers.write(defaultOptimizer))
        .with("optimizer_map", keys);
  }
}
