package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of layers as Keras 2 takes them, which Keras 3 takes, too: without those that only
 * Keras 3 has, where they are at their defaults, and by the names that both know.
 */
final class Keras2Settings {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Class, and settings that Keras 2 does not take; they are left out. */
  private static final Map<String, Set<String>> LEFT_OUT =
      table(
          """
          AdditiveAttention: score_mode
          Attention: score_mode
          CenterCrop: data_format bounding_box_format factor
          ConvLSTM1D: zero_output_for_mask
          ConvLSTM2D: zero_output_for_mask
          ConvLSTM3D: zero_output_for_mask
          GRU: zero_output_for_mask use_cudnn
          LSTM: zero_output_for_mask use_cudnn
          LayerNormalization: rms_scaling
          LocallyConnected1D: dilation_rate
          LocallyConnected2D: dilation_rate
          SimpleRNN: zero_output_for_mask
          RNN: zero_output_for_mask
          Resizing: data_format antialias bounding_box_format factor fill_mode fill_value pad_to_aspect_ratio
          ZeroPadding1D: data_format
          MultiHeadAttention: use_gate sliding_window flash_attention
          RandomBrightness: data_format bounding_box_format
          RandomContrast: data_format bounding_box_format value_range
          RandomCrop: data_format bounding_box_format factor
          RandomFlip: data_format bounding_box_format factor
          RandomRotation: data_format bounding_box_format
          RandomTranslation: data_format bounding_box_format factor
          RandomZoom: data_format bounding_box_format factor
          """);

  /** Layers whose axis is written in a list, as Keras 3.3 to 3.8 forget it otherwise. */
  private static final Set<String> AXES =
      words("BatchNormalization LayerNormalization Softmax UnitNormalization");

  private static final Map<String, String> FUNCTIONS = Map.of("silu", "swish");

  /**
   * Initializers whose classes are called differently in some versions, and names that all know.
   */
  private static final Map<String, String> BY_NAME =
      Map.of("Orthogonal", "orthogonal", "Identity", "identity");

  private Keras2Settings() {}

  private static Map<String, Set<String>> table(String text) {
    Map<String, Set<String>> all = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      all.put(line.substring(0, colon), words(line.substring(colon + 2)));
    }
    return all;
  }

  private static Set<String> words(String text) {
    return BLANKS.splitAsStream(text).collect(Collectors.toUnmodifiableSet());
  }

  static Config of(String className, Config settings) {
    return of(className, settings, AXES.contains(className));
  }

  /** Within wrappers axes stay numbers, since these are read as Keras 3 writes them. */
  private static Config of(String className, Config settings, boolean listedAxis) {
    Set<String> leftOut = LEFT_OUT.getOrDefault(className, Set.of());
    boolean trainsInside = trains(settings);
    Config result = new Config();
    settings
        .asMap()
        .forEach(
            (name, value) -> {
              boolean unset = name.equals("seed") && value == null;
              if (!unset && !(leftOut.contains(name) && isNothing(name, value))) {
                boolean axis = listedAxis && name.equals("axis");
                Object written =
                    axis && value instanceof Number ? List.of(value) : value(name, value);
                result.with(
                    field(className, name),
                    trainsInside && name.equals("trainable") ? true : written);
              }
            });
    return result;
  }

  /** Whether a layer inside is trained: not in Keras 2, if the one around is frozen. */
  static boolean trains(Config settings) {
    List<Object> inside = new ArrayList<>(settings.list("layers"));
    for (String field : List.of("layer", "backward_layer", "cell")) {
      if (settings.get(field) instanceof Config layer) {
        inside.add(layer);
      }
    }
    return inside.stream()
        .anyMatch(
            one ->
                one instanceof Config layer
                    && !"InputLayer".equals(layer.get("class_name"))
                    && layer.get("config") instanceof Config inner
                    && (Boolean.TRUE.equals(inner.get("trainable")) || trains(inner)));
  }

  /** Values that mean what Keras 2 does. */
  private static boolean isNothing(String name, @Nullable Object value) {
    if (name.equals("dilation_rate") && value instanceof List<?> rates) {
      return rates.stream().allMatch(rate -> rate instanceof Number n && n.intValue() == 1);
    }
    return value == null
        || value.equals(false)
        || value.equals("auto")
        || value.equals("channels_last")
        || value.equals("xyxy")
        || value.equals("constant")
        || value.equals("dot")
        || value instanceof List<?>
        || (value instanceof Number number && number.doubleValue() == 0);
  }

  private static String field(String className, String name) {
    if (name.equals("batch_shape")) {
      return "batch_input_shape";
    }
    return className.equals("LeakyReLU") && name.equals("negative_slope") ? "alpha" : name;
  }

  private static @Nullable Object value(String field, @Nullable Object value) {
    if (field.endsWith("activation") && value instanceof String function) {
      return FUNCTIONS.getOrDefault(function, function);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(value(field, one)));
      return result;
    }
    if (!(value instanceof Config part)) {
      return value;
    }
    if ("DTypePolicy".equals(part.get("class_name"))) {
      return Objects.requireNonNull(part.config("config")).get("name");
    }
    String inner = part.get("class_name") instanceof String name ? name : "";
    if (part.get("config") instanceof String) {
      return part; // a function of the user's own, by its name
    }
    Config settings = inner.isEmpty() ? null : part.config("config");
    if (settings == null) {
      return part;
    }
    if (field.endsWith("initializer") && BY_NAME.containsKey(inner)) {
      String known = BY_NAME.get(inner);
      return isPlain(settings) ? known : new Config().withAll(part).with("class_name", known);
    }
    // Keras 3 reads graphs in wrappers in its own form alone.
    return settings.has("input_layers")
        ? part
        : new Config().withAll(part).with("config", of(inner, settings, false));
  }

  private static boolean isPlain(Config settings) {
    Object gain = settings.get("gain");
    return settings.get("seed") == null
        && (gain == null || (gain instanceof Number number && number.doubleValue() == 1));
  }
}
