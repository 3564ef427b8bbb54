package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What layers do with masks, a table by class: where masks come from, who merges them and passes
 * them on; and who computes otherwise with one.
 */
public final class MaskRules {
  /** What a layer does with masks. */
  enum Rule {
    /** Steps count that are not number 0, if the layer says so. */
    EMBEDS,

    /** Steps count of which an element is not a number. */
    MASKS,

    /** One mask is made of those of the inputs. */
    MERGES,

    /** Masks are merged, or put one behind the other, as the inputs are. */
    CONCATENATES,

    /** The rule of the layer within holds. */
    WRAPS,

    /** The output has the mask of the first input, in Keras 2 and 3. */
    PASSES,

    /** The output has the mask of the first input, in Keras 3 alone. */
    PASSES_IN_KERAS_3,

    /** Masks end, but in the sequences that recurrent layers return. */
    ENDS
  }

  private static final Map<String, Rule> BY_CLASS = new HashMap<>();

  static {
    put(Rule.EMBEDS, "Embedding");
    put(Rule.MASKS, "Masking");
    put(Rule.MERGES, "Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract");
    put(Rule.CONCATENATES, "Concatenate");
    put(Rule.WRAPS, "SpectralNormalization");
    put(
        Rule.PASSES,
        "Activation",
        "ActivityRegularization",
        "AdditiveAttention",
        "AlphaDropout",
        "Attention",
        "BatchNormalization",
        "Dense",
        "Dropout",
        "ELU",
        "GaussianDropout",
        "GaussianNoise",
        "GroupNormalization",
        "LayerNormalization",
        "LeakyReLU",
        "MultiHeadAttention",
        "PReLU",
        "ReLU",
        "Softmax",
        "SpatialDropout1D",
        "TimeDistributed",
        "UnitNormalization");
    put(Rule.PASSES_IN_KERAS_3, "GroupedQueryAttention", "Identity", "Normalization", "Rescaling");
  }

  /** Those that leave out what their masks leave out, since Keras 3.8. */
  private static final Set<String> CHANGED = Set.of("Maximum", "Minimum", "Multiply");

  /** Layers that compute otherwise with a mask. */
  private static final Set<String> USERS =
      Set.of(
          "AdditiveAttention",
          "Attention",
          "Bidirectional",
          "ConvLSTM1D",
          "ConvLSTM2D",
          "ConvLSTM3D",
          "GRU",
          "GlobalAveragePooling1D",
          "LSTM",
          "RNN",
          "SimpleRNN",
          "Softmax");

  private MaskRules() {}

  private static void put(Rule rule, String... classNames) {
    List.of(classNames).forEach(name -> BY_CLASS.put(name, rule));
  }

  static Rule of(String className) {
    return BY_CLASS.getOrDefault(className, Rule.ENDS);
  }

  /**
   * Says whether a layer leaves out what its masks leave out, in Keras since 3.8.
   *
   * @param layer the layer
   * @return true for some that merge
   */
  public static boolean isChanged(Config layer) {
    return CHANGED.contains(GraphForm.className(layer));
  }

  /**
   * Says whether a layer computes otherwise with a mask.
   *
   * @param layer the layer
   * @return true also for models, whose layers may
   */
  public static boolean isUser(Config layer) {
    Config inner = isDistributed(layer) ? GraphForm.settings(layer).config("layer") : null;
    return USERS.contains(GraphForm.className(inner == null ? layer : inner))
        || GraphForm.isNetwork(layer);
  }

  /**
   * Says whether calls of a layer can say that there is no mask.
   *
   * @param layer the layer
   * @return true for those that compute otherwise with one, and wrappers
   */
  public static boolean takesMask(Config layer) {
    return isUser(layer) || isDistributed(layer);
  }

  /**
   * Leaves out masks of calls that Keras' layers do not take: those that a layer read from a file
   * of Keras 2 has since a model was called with them, and passes on.
   *
   * @param model class name and settings
   * @return the same without them, also in models within it
   */
  public static Config withoutUntaken(Config model) {
    if (!GraphForm.isNetwork(model)) {
      return model;
    }
    List<Config> layers = GraphForm.layers(model);
    layers.replaceAll(
        layer ->
            takesMask(layer)
                ? withoutUntaken(layer)
                : GraphForm.withCalls(layer, (call, number) -> GraphForm.withoutMask(call)));
    return GraphForm.withLayers(model, layers);
  }

  private static boolean isDistributed(Config layer) {
    return GraphForm.className(layer).equals("TimeDistributed");
  }

  /** Whether the first output is a sequence with the steps of the input. */
  static boolean givesSequences(String className, Config settings) {
    Config layer = className.equals("Bidirectional") ? settings.config("layer") : null;
    Config inner = layer == null ? null : layer.config("config");
    return (inner == null ? settings : inner).get("return_sequences") instanceof Boolean all && all;
  }
}
