package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.Shuffle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The images of a folder that has a subfolder for each class, as Keras' {@code
 * image_dataset_from_directory} reads them: pixels from 0 to 255, {@code [batch, height, width,
 * channels]}. The formats are those of {@code javax.imageio}: PNG, JPEG, GIF and BMP.
 *
 * <pre>{@code
 * ImageFolder train = ImageFolder.of(Path.of("flowers"),
 *     o -> o.imageSize(180, 180).validationSplit(0.2).subset("training").seed(123));
 * train.classNames();                              // [daisy, rose, tulip]
 * model.fit(train, f -> f.epochs(10));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/data_loading/image/">Keras: image data loading</a>
 */
public final class ImageFolder implements BatchSource {
  private static final List<String> SUFFIXES = List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png");

  private final ImageOptions options;
  private final List<String> classNames;
  private final List<Image> images;
  private final long key;
  private int passes;

  /** An image that was not read yet, and its class. */
  private record Image(Path file, int label) {}

  private ImageFolder(Path folder, ImageOptions options) {
    this.options = options;
    key = options.key();
    classNames = classes(folder, options.classNames());
    Checks.argument(
        !options.labelMode().equals("binary") || classNames.size() == 2,
        "ImageFolder: labelMode \"binary\" needs two classes. Received: %s. Choose \"int\" or \"categorical\".",
        classNames);
    images = part(find(folder));
    Checks.argument(
        !images.isEmpty(),
        "ImageFolder: there must be images in the classes' subfolders. Received: none of %s in \"%s\". Check the path.",
        SUFFIXES,
        folder);
  }

  /**
   * Makes a source of a folder.
   *
   * @param folder has one subfolder per class
   * @param options sets the size of the images, the batch size and more
   * @return the source
   * @throws IllegalArgumentException if there are no images, or options contradict each other
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static ImageFolder of(Path folder, Consumer<ImageOptions> options) {
    ImageOptions chosen = new ImageOptions();
    options.accept(chosen);
    return new ImageFolder(folder, chosen);
  }

  /**
   * Returns the names of the classes.
   *
   * @return the names of the subfolders, by class number
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns the files in the order before any shuffling of a pass.
   *
   * @return their paths
   */
  public List<Path> files() {
    return images.stream().map(Image::file).toList();
  }

  private static List<String> classes(Path folder, List<String> chosen) {
    List<String> found;
    try (Stream<Path> entries = Files.list(folder)) {
      found =
          entries
              .filter(Files::isDirectory)
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    Checks.argument(
        found.containsAll(chosen),
        "ImageFolder: classNames must be subfolders. Received: %s. Choose among %s.",
        chosen,
        found);
    return chosen.isEmpty() ? found : chosen;
  }

  private static UncheckedIOException unreadable(Path path, IOException e) {
    return new UncheckedIOException(
        "ImageFolder: files must be readable. Received: %s for \"%s\". Check path and permissions."
            .formatted(e, path),
        e);
  }

  private List<Image> find(Path folder) {
    List<Image> found = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      Path subfolder = folder.resolve(classNames.get(label));
      int number = label;
      try (Stream<Path> files = Files.walk(subfolder)) {
        files
            .filter(ImageFolder::isImage)
            .sorted(
                Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
                    .thenComparing(file -> file.getFileName().toString()))
            .forEach(file -> found.add(new Image(file, number)));
      } catch (IOException e) {
        throw unreadable(subfolder, e);
      }
    }
    return found;
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  /** Keras' split: the last images, after shuffling by the seed with NumPy. */
  private List<Image> part(List<Image> all) {
    boolean validation = options.isValidation();
    if (options.validationSplit() == 0) {
      return all;
    }
    List<Image> ordered = new ArrayList<>(all);
    Long seed = options.seedOrNull();
    if (options.shuffle() && seed != null) {
      ordered.clear();
      for (int i : new NumpyRandom(seed.intValue()).permutation(all.size())) {
        ordered.add(all.get(i));
      }
    }
    int split = ordered.size() - (int) (options.validationSplit() * ordered.size());
    return validation ? ordered.subList(split, ordered.size()) : ordered.subList(0, split);
  }

  @Override
  public long batches() {
    return (images.size() + options.batchSize() - 1L) / options.batchSize();
  }

  @Override
  public BatchReader open() {
    Shuffle shuffle = options.shuffle() ? Shuffle.ROWS : Shuffle.NONE;
    RandomStream random = RandomStream.of(key + passes++);
    return new Reader(shuffle.order(images.size(), options.batchSize(), random));
  }

  private final class Reader implements BatchReader {
    private final int[] order;
    private int done;

    Reader(int[] order) {
      this.order = order;
    }

    @Override
    public boolean read(BatchBuffer batch) {
      int count = Math.min(options.batchSize(), images.size() - done);
      if (count == 0) {
        return false;
      }
      int channels = options.channels();
      long size = (long) options.height() * options.width() * channels;
      INDArray x = batch.x(0, count, options.height(), options.width(), channels);
      float[] labels = new float[count];
      for (int i = 0; i < count; i++) {
        Image image = images.get(order[done + i]);
        labels[i] = image.label();
        BatchBuffer.write(x, i * size, pixels(image.file(), channels));
      }
      label(batch, labels);
      done += count;
      return true;
    }

    private float[] pixels(Path file, int channels) {
      try {
        Pixels pixels = Pixels.read(file, channels);
        Pixels sized =
            options.bilinear()
                ? pixels.bilinear(options.height(), options.width())
                : pixels.nearest(options.height(), options.width());
        return sized.values();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    private void label(BatchBuffer batch, float[] labels) {
      switch (options.labelMode()) {
        case "int" -> BatchBuffer.write(batch.y(0, labels.length), 0, labels);
        case "binary" -> BatchBuffer.write(batch.y(0, labels.length, 1), 0, labels);
        case "categorical" -> {
          int classes = classNames.size();
          float[] scores = new float[labels.length * classes];
          for (int i = 0; i < labels.length; i++) {
            scores[i * classes + (int) labels[i]] = 1;
          }
          BatchBuffer.write(batch.y(0, labels.length, classes), 0, scores);
        }
        default -> {
          // no targets
        }
      }
    }
  }
}
