package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the pictures of a flow are saved, and how their files are named. */
final class SavedPictures {
  private static final int NUMBERS = 10_000_000;

  private @Nullable Path folder;
  private String prefix = "";
  private String format = "png";

  void folder(Path folder) {
    this.folder = folder;
  }

  @Nullable Path folder() {
    return folder;
  }

  void prefix(String prefix) {
    this.prefix = prefix;
  }

  void format(String format) {
    this.format = format;
  }

  /**
   * Saves pictures, if that is wanted, under names of Keras' form.
   *
   * @param images the pictures of a batch, whose brightness is brought to scale
   * @param places their numbers in the data
   * @param channelsFirst where the channels are
   * @param random gives each file a number of its own
   */
  void save(INDArray images, int[] places, boolean channelsFirst, RandomStream random) {
    Path into = folder;
    for (int i = 0; into != null && i < places.length; i++) {
      String name =
          String.format(
              Locale.ROOT, "%s_%d_%d.%s", prefix, places[i], random.nextInt(NUMBERS), format);
      Images.save(
          into.resolve(name),
          images.slice(i),
          true,
          channelsFirst ? "channels_first" : "channels_last");
    }
  }
}
