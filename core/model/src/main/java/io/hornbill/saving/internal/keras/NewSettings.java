package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings that Keras 3.3 does not know. At their defaults they are left out of files, so that all
 * versions of Keras 3 open them.
 */
final class NewSettings {
  private static final Pattern BLANKS = Pattern.compile(" +");

  /** Class, and its new settings with their defaults; those of {@code *} are any class'. */
  private static final Map<String, Map<String, String>> DEFAULTS =
      table(
          """
          *: input_axes=null output_axes=null quantization_config=null lora_alpha=null
          BatchNormalization: renorm=false renorm_clipping=null renorm_momentum=0.99
          GroupQueryAttention: flash_attention=null seed=null sliding_window=null use_gate=false
          GroupedQueryAttention: flash_attention=null seed=null sliding_window=null use_gate=false
          MultiHeadAttention: flash_attention=null seed=null sliding_window=null use_gate=false
          InputLayer: optional=false ragged=false
          IntegerLookup: oov_method=floormod salt=null
          StringLookup: oov_method=floormod salt=null
          ZeroPadding1D: data_format=channels_last
          CenterCrop: factor=null
          Resizing: antialias=false factor=null
          RandomBrightness: data_format=channels_last
          RandomContrast: data_format=channels_last value_range=[0,255]
          RandomCrop: factor=null
          RandomFlip: data_format=channels_last factor=1
          RandomTranslation: factor=null
          RandomZoom: factor=null
          Dice: axis=null
          Tversky: axis=null
          SparseCategoricalCrossentropy: axis=-1 ignore_class=null
          SparseTopKCategoricalAccuracy: from_sorted_ids=false
          Cholesky: upper=false
          ConvertToTensor: ragged=null
          CropImages: data_format=null
          DotProductAttention: flash_attention=null attn_logits_soft_cap=null
          Isclose: equal_nan=false
          Normalize: epsilon=null
          PadImages: data_format=null
          ScatterUpdate: reduction=null
          SearchSorted: side=left
          """);

  private NewSettings() {}

  private static Map<String, Map<String, String>> table(String text) {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      Map<String, String> defaults = new HashMap<>();
      for (String pair : BLANKS.splitAsStream(line.substring(colon + 2)).toList()) {
        int equals = pair.indexOf('=');
        defaults.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
      all.put(line.substring(0, colon), defaults);
    }
    return all;
  }

  /** Whether a setting is a new one that has its default. */
  static boolean isLeftOut(String className, String name, Config settings) {
    if (className.equals("ExtractPatches") && name.equals("strides")) {
      return isSize(settings); // Keras up to 3.12 fails on strides that are given
    }
    String standard = DEFAULTS.getOrDefault(className, Map.of()).get(name);
    standard = standard == null ? Objects.requireNonNull(DEFAULTS.get("*")).get(name) : standard;
    if (standard == null) {
      return false;
    }
    Object value = settings.get(name);
    return value == null
        || value.equals(false)
        || isStandard(value, standard)
        || (name.equals("renorm_momentum") && !Boolean.TRUE.equals(settings.get("renorm")));
  }

  private static boolean isSize(Config settings) {
    Object strides = settings.get("strides");
    Object size = settings.get("size");
    return strides == null || lengths(strides).equals(lengths(size));
  }

  private static List<?> lengths(@Nullable Object one) {
    return one instanceof List<?> list ? list : Arrays.asList(one, one);
  }

  private static boolean isStandard(Object value, String standard) {
    if (value instanceof Number number) {
      return !standard.startsWith("[") && text(number).equals(standard);
    }
    if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      list.forEach(one -> texts.add(one instanceof Number n ? text(n) : String.valueOf(one)));
      return standard.equals("[" + String.join(",", texts) + "]");
    }
    return value.toString().equals(standard);
  }

  private static String text(Number number) {
    double value = number.doubleValue();
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** Leaves new settings out of a part and of all parts in it. */
  static @Nullable Object without(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(without(one)));
      return result;
    }
    if (!(value instanceof Config || value instanceof Map<?, ?>)) {
      return value;
    }
    Config part = Config.config("part", value);
    String className = part.get("class_name") instanceof String name ? name : "";
    Config result = new Config();
    part.asMap()
        .forEach(
            (name, inner) -> {
              boolean settings = name.equals("config") && !className.isEmpty();
              result.with(name, settings ? settings(className, inner) : without(inner));
            });
    return result;
  }

  private static @Nullable Object settings(String className, @Nullable Object written) {
    if (!(written instanceof Config || written instanceof Map<?, ?>)) {
      return without(written);
    }
    Config settings = Config.config("config", written);
    Config result = new Config();
    settings
        .asMap()
        .forEach(
            (name, inner) -> {
              if (!isLeftOut(className, name, settings)) {
                result.with(name, without(inner));
              }
            });
    return result;
  }
}
