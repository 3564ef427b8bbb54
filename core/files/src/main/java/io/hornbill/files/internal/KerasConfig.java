package io.hornbill.files.internal;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.home.KerasHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code keras.json} in Keras' home folder says. Read once, when it is asked for first.
 *
 * <pre>{@code
 * boolean first = KerasConfig.channelsFirst();   // {"image_data_format": "channels_first"}
 * }</pre>
 *
 * @see <a href="https://keras.io/getting_started/">Keras: the configuration file</a>
 */
public final class KerasConfig {
  /** The channels come after the places: {@code [batch, height, width, channels]}. */
  public static final String CHANNELS_LAST = "channels_last";

  /** The channels come before the places: {@code [batch, channels, height, width]}. */
  public static final String CHANNELS_FIRST = "channels_first";

  private static volatile @Nullable String dataFormat;

  private KerasConfig() {}

  /**
   * Returns where images have their channels if nothing else is said.
   *
   * @return {@code "channels_last"} or {@code "channels_first"}: what was set, or else {@code
   *     image_data_format} of the file, or {@code image_dim_ordering} as Keras 1 wrote it
   * @throws ModelFormatException if the file is damaged
   */
  public static String imageDataFormat() {
    String known = dataFormat;
    if (known == null) {
      known = imageDataFormat(KerasHome.folder().resolve("keras.json"));
      dataFormat = known;
    }
    return known;
  }

  /**
   * Sets where images have their channels, whatever the file says.
   *
   * @param format {@code "channels_last"} or {@code "channels_first"}, in Keras 1's words {@code
   *     "tf"} or {@code "th"}
   */
  public static void imageDataFormat(String format) {
    dataFormat = dataFormat("KerasConfig", format);
  }

  /**
   * Says whether images have their channels in front.
   *
   * @return true for {@code "channels_first"}
   */
  public static boolean channelsFirst() {
    return imageDataFormat().equals(CHANNELS_FIRST);
  }

  /**
   * Reads a format in the words of any version of Keras.
   *
   * @param owner how messages name the caller
   * @param format {@code "channels_last"}, {@code "channels_first"}, {@code "tf"} or {@code "th"}
   * @return one of the first two
   * @throws IllegalArgumentException if it is another word
   */
  public static String dataFormat(String owner, String format) {
    String lower = format.toLowerCase(Locale.ROOT);
    String known = lower.equals("tf") ? CHANNELS_LAST : lower.equals("th") ? CHANNELS_FIRST : lower;
    if (!known.equals(CHANNELS_LAST) && !known.equals(CHANNELS_FIRST)) {
      throw Fault.of(owner)
          .expected("dataFormat must be \"channels_last\" or \"channels_first\"")
          .received("\"%s\"", format)
          .remedy("Choose one.")
          .argument();
    }
    return known;
  }

  static String imageDataFormat(Path file) {
    if (!Files.isRegularFile(file)) {
      return CHANNELS_LAST;
    }
    try {
      Config config = Json.read(Files.readString(file), file.toString());
      Object format =
          config
              .asMap()
              .getOrDefault("image_data_format", config.asMap().get("image_dim_ordering"));
      return format == null ? CHANNELS_LAST : dataFormat("keras.json", format.toString());
    } catch (IOException e) {
      throw Fault.of("KerasConfig")
          .expected("the file must be readable")
          .received("%s for %s", e, file)
          .remedy("Check its permissions.")
          .as(UncheckedIOException::new, e);
    }
  }
}
