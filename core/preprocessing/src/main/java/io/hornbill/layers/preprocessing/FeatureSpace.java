package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Identity;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Turns the columns of a table into numbers for a model: each by a layer of its kind, and
 * combinations of columns by their hash.
 *
 * <pre>{@code
 * FeatureSpace space = new FeatureSpace()
 *     .feature("age", Feature.floatNormalized())
 *     .feature("city", Feature.stringCategorical())
 *     .cross(32, "city", "job");
 * space.adapt(columns);
 * Model model = new Model(space.inputs(), List.of(new Dense(1).apply(space.encoded())));
 * model.predict(Map.of("age", ages, "city", cities, "job", jobs));
 * }</pre>
 */
public final class FeatureSpace {
  private final Map<String, Feature> features = new LinkedHashMap<>();
  private final Map<String, Cross> crosses = new TreeMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> encoded = new LinkedHashMap<>();

  /** A combination of columns. */
  private record Cross(List<String> names, int bins) {}

  /** Makes a space without columns. */
  public FeatureSpace() {}

  /**
   * Adds a column.
   *
   * @param name its name
   * @param feature its kind
   */
  public FeatureSpace feature(String name, Feature feature) {
    features.put(name, feature);
    return this;
  }

  /**
   * Adds a column by the name of its kind.
   *
   * @param name its name
   * @param kind {@code "float"}, {@code "float_rescaled"}, {@code "float_normalized"}, {@code
   *     "float_discretized"}, {@code "integer_categorical"}, {@code "string_categorical"}, {@code
   *     "integer_hashed"} or {@code "string_hashed"}
   * @throws IllegalArgumentException if there is no such kind
   */
  public FeatureSpace feature(String name, String kind) {
    return feature(name, Feature.of(kind));
  }

  /**
   * Adds a combination of columns, one-hot.
   *
   * @param bins how many places it has
   * @param names the columns, of whole numbers or strings
   * @throws IllegalArgumentException if a column is unknown
   */
  public FeatureSpace cross(int bins, String... names) {
    for (String name : names) {
      if (!features.containsKey(name)) {
        throw Fault.of("FeatureSpace")
            .expected("a combination must be of columns")
            .received("\"%s\"", name)
            .remedy("Choose among %s.", features.keySet())
            .argument();
      }
    }
    String name = String.join("_X_", names);
    crosses.put(name, new Cross(List.of(names), bins));
    return this;
  }

  /**
   * Learns what columns need: means, boundaries, vocabularies.
   *
   * @param columns for each column by its name an array, or a list of strings or numbers
   * @throws IllegalArgumentException if a column is missing
   */
  public void adapt(Map<String, ?> columns) {
    features.forEach(
        (name, feature) -> {
          Object column = columns.get(name);
          if (column == null) {
            throw Fault.of("FeatureSpace")
                .expected("there must be data for each column")
                .received("none for \"%s\"", name)
                .remedy("Add it.")
                .argument();
          }
          if (column != null) {
            feature.adapt(column);
          }
        });
  }

  private void build() {
    if (features.isEmpty()) {
      throw Fault.of("FeatureSpace")
          .expected("there must be columns")
          .received("none")
          .remedy("Call feature(name, kind).")
          .argument();
    }
    if (!encoded.isEmpty()) {
      return;
    }
    Map<String, Tensor> preprocessed = new TreeMap<>();
    features.forEach(
        (name, feature) -> {
          InputLayer input = new InputLayer(1);
          input.name(name);
          if (feature.isWhole()) {
            input.integers();
          }
          Tensor x = (feature.isString() ? input.strings() : input).tensor();
          inputs.put(name, x);
          preprocessed.put(name, feature.layer().apply(x));
        });
    new TreeMap<>(features)
        .forEach((name, one) -> encoded.put(name, one.encoded(name, tensor(preprocessed, name))));
    crosses.forEach(
        (name, cross) -> {
          Layer crossing = new HashedCrossing(cross.bins()).name(name);
          List<Tensor> parts =
              cross.names().stream().map(part -> tensor(preprocessed, part)).toList();
          encoded.put(name, new CategoryEncoding(cross.bins()).apply(crossing.apply(parts)));
        });
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  /**
   * Returns where the columns enter a model.
   *
   * @return one tensor per column, in the order in which they were added
   */
  public List<Tensor> inputs() {
    build();
    return new ArrayList<>(inputs.values());
  }

  /**
   * Returns the encoded columns and combinations.
   *
   * @return tensors by the names of columns and combinations, columns first, each in alphabetical
   *     order
   */
  public Map<String, Tensor> encodedFeatures() {
    build();
    return new LinkedHashMap<>(encoded);
  }

  /**
   * Returns all encoded columns and combinations in one.
   *
   * @return {@code [batch, numbers]}
   */
  public Tensor encoded() {
    List<Tensor> all = new ArrayList<>(encodedFeatures().values());
    return all.size() == 1 ? new Identity().apply(all.get(0)) : new Concatenate().apply(all);
  }

  /**
   * Returns the layer of a column.
   *
   * @param name the column
   * @return its layer
   */
  public Layer preprocessor(String name) {
    Feature feature = features.get(name);
    if (feature == null) {
      throw Fault.of("FeatureSpace")
          .expected("there must be such a column")
          .received("\"%s\"", name)
          .remedy("Choose among %s.", features.keySet())
          .argument();
    }
    return feature == null ? new Identity() : feature.layer();
  }
}
