package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.data.Strings;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Identity;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.Rescaling;
import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a column of a {@link FeatureSpace} becomes numbers. */
public final class Feature {
  private static final int BINS = 32;

  private final Layer layer;
  private final boolean string;
  private final boolean categorical;
  private boolean oneHot;

  private Feature(Layer layer, boolean string, boolean categorical) {
    this.layer = layer;
    this.string = string;
    this.categorical = categorical;
    this.oneHot = categorical;
  }

  /**
   * A number as it is.
   *
   * @return a new feature
   */
  public static Feature plainFloat() {
    return new Feature(new Identity(), false, false);
  }

  /**
   * A number times a scale plus an offset.
   *
   * @param scale the scale
   * @param offset the offset
   * @return a new feature
   */
  public static Feature floatRescaled(double scale, double offset) {
    return new Feature(new Rescaling(scale).offset(offset), false, false);
  }

  /**
   * A number brought to mean 0 and variance 1.
   *
   * @return a new feature
   */
  public static Feature floatNormalized() {
    return new Feature(new Normalization(), false, false);
  }

  /**
   * A number put into one of some bins.
   *
   * @param bins how many bins are made of the data
   * @return a new feature
   */
  public static Feature floatDiscretized(int bins) {
    return new Feature(new Discretization().numBins(bins), false, true);
  }

  /**
   * A whole number of a vocabulary that is learned.
   *
   * @return a new feature
   */
  public static Feature integerCategorical() {
    return new Feature(new IntegerLookup(), false, true);
  }

  /**
   * A string of a vocabulary that is learned.
   *
   * @return a new feature
   */
  public static Feature stringCategorical() {
    return new Feature(new StringLookup(), true, true);
  }

  /**
   * A whole number put into one of some bins by its hash.
   *
   * @param bins how many bins there are
   * @return a new feature
   */
  public static Feature integerHashed(int bins) {
    return new Feature(new Hashing(bins), false, true);
  }

  /**
   * A string put into one of some bins by its hash.
   *
   * @param bins how many bins there are
   * @return a new feature
   */
  public static Feature stringHashed(int bins) {
    return new Feature(new Hashing(bins), true, true);
  }

  /**
   * A column of your own layer.
   *
   * @param layer makes numbers of the column {@code [batch, 1]}
   * @param string whether the column is of strings
   * @return a new feature, which goes into the model as it is
   */
  public static Feature of(Layer layer, boolean string) {
    return new Feature(layer, string, false);
  }

  static Feature of(String kind) {
    return switch (kind) {
      case "float" -> plainFloat();
      case "float_rescaled" -> floatRescaled(1, 0);
      case "float_normalized" -> floatNormalized();
      case "float_discretized" -> floatDiscretized(BINS);
      case "integer_categorical" -> integerCategorical();
      case "string_categorical" -> stringCategorical();
      case "integer_hashed" -> integerHashed(BINS);
      case "string_hashed" -> stringHashed(BINS);
      default ->
          throw Fault.of("FeatureSpace")
              .expected("a column must be of a known kind")
              .received("\"%s\"", kind)
              .remedy(
                  "Choose among float, float_rescaled, float_normalized, float_discretized,"
                      + " integer_categorical, string_categorical, integer_hashed, string_hashed.")
              .argument();
    };
  }

  /**
   * Sets the form of a category.
   *
   * @param outputMode {@code "one_hot"}, as by default, or {@code "int"}
   * @throws IllegalArgumentException if it is neither, or this is no category
   */
  public Feature outputMode(String outputMode) {
    if (!categorical || (!outputMode.equals("one_hot") && !outputMode.equals("int"))) {
      throw Fault.of("FeatureSpace")
          .expected("the form of a category must be \"one_hot\" or \"int\"")
          .received("\"%s\"", outputMode)
          .remedy("Choose one.")
          .argument();
    }
    oneHot = outputMode.equals("one_hot");
    return this;
  }

  boolean isString() {
    return string;
  }

  boolean isWhole() {
    return layer instanceof IntegerLookup || (layer instanceof Hashing && !string);
  }

  Layer layer() {
    return layer;
  }

  void adapt(Object column) {
    if (layer instanceof StringLookup lookup) {
      lookup.adapt(array(column));
    } else if (layer instanceof IntegerLookup lookup) {
      lookup.adapt(array(column));
    } else if (layer instanceof Discretization bins) {
      bins.adapt(array(column));
    } else if (layer instanceof Normalization normalization) {
      normalization.adapt(array(column));
    }
  }

  private static INDArray array(Object column) {
    if (column instanceof INDArray array) {
      return array.rank() == 1 ? array.reshape(array.length(), 1) : array;
    }
    List<?> values = column instanceof Collection<?> list ? List.copyOf(list) : List.of();
    if (values.isEmpty()) {
      throw Fault.of("FeatureSpace")
          .expected("a column must be an array, or a list of strings or numbers")
          .received(column.getClass().getSimpleName())
          .remedy("Pass one of these.")
          .argument();
    }
    if (values.get(0) instanceof String) {
      return Strings.encode(values.stream().map(String::valueOf).toList());
    }
    double[] numbers = values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    return Nd4j.createFromArray(numbers).reshape('c', numbers.length, 1);
  }

  Tensor encoded(String name, Tensor x) {
    if (!oneHot) {
      return x;
    }
    int places = 0;
    if (layer instanceof LookupLayer<?> lookup) {
      places = lookup.vocabularySize();
    } else if (layer instanceof Discretization bins) {
      places = bins.boundaries().size() + 1;
    } else if (layer instanceof Hashing hashing) {
      places = hashing.bins();
    }
    return new CategoryEncoding(places).name(name + "_encoding").apply(x);
  }
}
