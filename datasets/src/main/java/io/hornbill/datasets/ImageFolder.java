package io.hornbill.datasets;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.work.OrderedWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The images of a folder that has a subfolder for each class, as Keras' {@code
 * image_dataset_from_directory} reads them: pixels from 0 to 255, {@code [batch, height, width,
 * channels]}. The formats are JPEG, PNG, GIF, BMP and WebP.
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
  private static final List<String> SUFFIXES =
      List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp");

  private final ImageOptions options;
  private final FileIndex index;
  private final Skipped skipped;
  private final long key;
  private int passes;

  ImageFolder(FileIndex index, ImageOptions options) {
    this.options = options;
    options.check();
    key = options.key();
    this.index = index;
    skipped = options.skipped();
  }

  /**
   * Makes a source of a folder.
   *
   * @param folder has one subfolder per class
   * @param options sets the size of the images, the batch size and more
   * @return the source
   * @throws IllegalArgumentException if there are no images, or options contradict each other
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static ImageFolder of(Path folder, Consumer<ImageOptions> options) {
    ImageOptions chosen = new ImageOptions();
    options.accept(chosen);
    return new ImageFolder(FileIndex.of(folder, chosen, SUFFIXES), chosen);
  }

  /**
   * Makes two sources of a folder: the images to learn from, and those to validate with, which come
   * in the same order in each pass.
   *
   * @param folder has one subfolder per class
   * @param options sets {@code validationSplit}, {@code seed} and more, and no {@code subset}
   * @return both
   * @throws IllegalArgumentException if there are no images, or options contradict each other
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static List<ImageFolder> both(Path folder, Consumer<ImageOptions> options) {
    ImageFolder train = of(folder, options.andThen(o -> o.subset("training")));
    ImageFolder validation = of(folder, options.andThen(o -> o.subset("validation")));
    validation.options.shuffle(false);
    return List.of(train, validation);
  }

  /**
   * Returns the names of the classes.
   *
   * @return the names of the subfolders, by class number
   */
  public List<String> classNames() {
    return index.classNames();
  }

  /**
   * Returns the files in the order before any shuffling of a pass, which is that of Keras' {@code
   * file_paths}.
   *
   * @return their paths
   */
  public List<Path> files() {
    return index.files().stream().map(FileIndex.Entry::file).toList();
  }

  /**
   * Says what the last pass left out.
   *
   * @return a message for each broken file, if {@code skipBroken} is set
   */
  public List<String> skipped() {
    return skipped.messages();
  }

  @Override
  public long batches() {
    return index.batches(options);
  }

  @Override
  public BatchReader open() {
    return openFiles();
  }

  /** Begins a pass that says which files a batch is made of. */
  Reader openFiles() {
    skipped.begin();
    return new Reader(index.order(options, key, passes++));
  }

  /** The numbers of an image, or what is wrong with it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Decoded(int place, float[] pixels, @Nullable RuntimeException failure) {}

  /** A pass over the files. */
  final class Reader implements BatchReader {
    private final int[] order;
    private final OrderedWork<Decoded> work;
    private int[] places = {};
    private int next;

    Reader(int[] order) {
      this.order = order;
      work = new OrderedWork<>(options.workers(), this::task);
    }

    /** The numbers of the files of the batch that was read last. */
    int[] places() {
      return places;
    }

    private @Nullable Callable<Decoded> task() {
      if (next == order.length) {
        return null;
      }
      int place = order[next++];
      return () -> decode(place);
    }

    private Decoded decode(int place) {
      Path file = index.files().get(place).file();
      try {
        byte[] content = Files.readAllBytes(file);
        return new Decoded(place, options.read(content, file.toString()), null);
      } catch (IOException e) {
        return new Decoded(place, new float[0], FileIndex.unreadable(options.owner(), file, e));
      } catch (RuntimeException e) {
        return new Decoded(place, new float[0], e);
      }
    }

    @Override
    public boolean read(BatchBuffer batch) {
      List<Decoded> images = new ArrayList<>();
      while (images.size() < options.batchSize()) {
        Decoded image = work.next();
        if (image == null) {
          break;
        }
        if (image.failure() == null) {
          images.add(image);
        } else {
          skipped.add(image.failure());
        }
      }
      if (images.isEmpty()) {
        skipped.end();
        return false;
      }
      write(batch, images);
      return true;
    }

    private void write(BatchBuffer batch, List<Decoded> images) {
      int count = images.size();
      int channels = options.channels();
      INDArray x =
          options.channelsFirst()
              ? batch.x(0, count, channels, options.height(), options.width())
              : batch.x(0, count, options.height(), options.width(), channels);
      float[] labels = new float[count];
      for (int i = 0; i < count; i++) {
        labels[i] = index.files().get(images.get(i).place()).label();
        BatchBuffer.write(x, (long) i * images.get(i).pixels().length, images.get(i).pixels());
      }
      FileIndex.label(batch, options, classNames().size(), labels);
      int[] read = images.stream().mapToInt(Decoded::place).toArray();
      places = read;
      batch.origin(
          () ->
              Origins.all(IntStream.of(read).mapToObj(i -> index.files().get(i).file()).toList()));
    }

    @Override
    public void close() {
      work.close();
    }
  }
}
