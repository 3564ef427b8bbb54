package io.hornbill.layers.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.KerasConfig;
import java.util.Locale;

/** Where the channel axis is in layers that were not told: Keras' {@code image_data_format}. */
public final class ImageDataFormat {
  /** The channels come after the places: {@code [batch, height, width, channels]}. */
  public static final String CHANNELS_LAST = KerasConfig.CHANNELS_LAST;

  /** The channels come before the places: {@code [batch, channels, height, width]}. */
  public static final String CHANNELS_FIRST = KerasConfig.CHANNELS_FIRST;

  private ImageDataFormat() {}

  /**
   * Returns the format of new layers.
   *
   * @return what was set, or what {@code keras.json} says, or {@code "channels_last"}
   */
  public static String current() {
    return KerasConfig.imageDataFormat();
  }

  /**
   * Sets the format of new layers, and of data sets.
   *
   * @param format {@code "channels_last"} or {@code "channels_first"}
   */
  public static void set(String format) {
    KerasConfig.imageDataFormat(KerasConfig.dataFormat("ImageDataFormat", format));
  }

  /**
   * Spells a format as Keras 2 and 3 do; Keras 1 says {@code tf} and {@code th}.
   *
   * @param format the format
   * @return the format in lower case
   */
  public static String spelled(String format) {
    String lower = format.toLowerCase(Locale.ROOT);
    return lower.equals("tf") ? CHANNELS_LAST : lower.equals("th") ? CHANNELS_FIRST : lower;
  }

  /**
   * Checks a format that is set.
   *
   * @param owner who has the format, for messages
   * @param name the name of the setting, for messages
   * @param format the format
   */
  public static void check(String owner, String name, String format) {
    if (!format.equals(CHANNELS_LAST) && !format.equals(CHANNELS_FIRST)) {
      throw Fault.of(owner)
          .expected("%s must be \"channels_last\" or \"channels_first\"", name)
          .received("\"%s\"", format)
          .remedy("Choose one.")
          .argument();
    }
  }
}
