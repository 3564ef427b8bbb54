package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.work.OrderedWork;
import io.hornbill.data.internal.work.UserCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The texts of a folder that has a subfolder for each class, in the order in which Keras' {@code
 * text_dataset_from_directory} has them. What makes texts numbers is given by the user: a {@link
 * Tokenizer}, or a layer.
 *
 * <pre>{@code
 * TextFolder train = TextFolder.of(Path.of("aclImdb/train"), o -> o.classNames("neg", "pos"));
 * Tokenizer words = new Tokenizer().numWords(20_000);
 * train.texts().forEach(text -> words.fitOnTexts(List.of(text)));
 * model.fit(train.batches(texts -> Sequences.pad(words.textsToSequences(texts), 80)));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/data_loading/text/">Keras: text data loading</a>
 */
public final class TextFolder {
  private final TextOptions options;
  private final FileIndex index;
  private final Skipped skipped;
  private final long key;

  private TextFolder(Path folder, TextOptions options) {
    this.options = options;
    key = options.key();
    index = FileIndex.of(folder, options, options.suffixes());
    skipped = options.skipped();
  }

  /**
   * Looks for texts.
   *
   * @param folder has one subfolder per class
   * @param options sets the batch size, the labels and more
   * @return the texts, which are not read yet
   * @throws IllegalArgumentException if there are no texts, or options contradict each other
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static TextFolder of(Path folder, Consumer<TextOptions> options) {
    TextOptions chosen = new TextOptions();
    options.accept(chosen);
    return new TextFolder(folder, chosen);
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
   * Returns the files in the order before any shuffling of a pass, which is that of Keras.
   *
   * @return their paths
   */
  public List<Path> files() {
    return index.files().stream().map(FileIndex.Entry::file).toList();
  }

  /**
   * Returns the class numbers of the files.
   *
   * @return one for each of {@link #files()}
   */
  public int[] labels() {
    return index.files().stream().mapToInt(entry -> (int) entry.label()).toArray();
  }

  /**
   * Reads the texts one after the other, in the order of {@link #files()}.
   *
   * @return the texts; broken ones are left out if {@code skipBroken} is set
   * @throws java.io.UncheckedIOException if a file cannot be read; while the stream is read
   */
  public Stream<String> texts() {
    return index.files().stream().map(this::readOrSkip).filter(Objects::nonNull);
  }

  private @Nullable String readOrSkip(FileIndex.Entry entry) {
    try {
      return read(entry.file());
    } catch (RuntimeException e) {
      skipped.add(e);
      return null;
    }
  }

  /**
   * Says what the last pass left out.
   *
   * @return a message for each broken file, if {@code skipBroken} is set
   */
  public List<String> skipped() {
    return skipped.messages();
  }

  private String read(Path file) {
    try {
      byte[] content = beginning(file);
      CharsetDecoder decoder = options.charset().newDecoder();
      return content.length < options.maxLength()
          ? decoder.decode(ByteBuffer.wrap(content)).toString()
          : cut(content, decoder);
    } catch (CharacterCodingException e) {
      throw Fault.of("TextFolder")
          .expected("a file must be in %s", options.charset())
          .received("other bytes in \"%s\"", file)
          .remedy("Set its charset.")
          .argument(e);
    } catch (IOException e) {
      throw FileIndex.unreadable("TextFolder", file, e);
    }
  }

  private byte[] beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(options.maxLength());
    }
  }

  /** Reads as many whole characters as there are in the first bytes of a string. */
  private static String cut(byte[] content, CharsetDecoder decoder)
      throws CharacterCodingException {
    CharBuffer text =
        CharBuffer.allocate((int) (content.length * (double) decoder.maxCharsPerByte()));
    CoderResult result = decoder.decode(ByteBuffer.wrap(content), text, false);
    if (result.isError()) {
      result.throwException();
    }
    return text.flip().toString();
  }

  /**
   * Makes batches of the texts.
   *
   * @param vectorizer makes the texts of a batch an array {@code [texts, ...]}; called on one
   *     thread at a time
   * @return a source of that data with its targets
   */
  public BatchSource batches(Function<List<String>, INDArray> vectorizer) {
    return new Source(vectorizer);
  }

  private final class Source implements BatchSource {
    private final Function<List<String>, INDArray> vectorizer;
    private int passes;

    Source(Function<List<String>, INDArray> vectorizer) {
      this.vectorizer = vectorizer;
    }

    @Override
    public long batches() {
      return index.batches(options);
    }

    @Override
    public BatchReader open() {
      skipped.begin();
      return new Reader(vectorizer, index.order(options, key, passes++));
    }
  }

  /** A text, or what is wrong with it. */
  private record Loaded(FileIndex.Entry entry, String text, @Nullable RuntimeException failure) {}

  private final class Reader implements BatchReader {
    private final Function<List<String>, INDArray> vectorizer;
    private final int[] order;
    private final OrderedWork<Loaded> work;
    private int next;
    private long number;

    Reader(Function<List<String>, INDArray> vectorizer, int[] order) {
      this.vectorizer = vectorizer;
      this.order = order;
      work = new OrderedWork<>(options.workers(), this::task);
    }

    private @Nullable Callable<Loaded> task() {
      if (next == order.length) {
        return null;
      }
      FileIndex.Entry entry = index.files().get(order[next++]);
      return () -> {
        try {
          return new Loaded(entry, TextFolder.this.read(entry.file()), null);
        } catch (RuntimeException e) {
          return new Loaded(entry, "", e);
        }
      };
    }

    @Override
    public boolean read(BatchBuffer batch) {
      List<String> texts = new ArrayList<>();
      List<FileIndex.Entry> entries = new ArrayList<>();
      while (texts.size() < options.batchSize()) {
        Loaded loaded = work.next();
        if (loaded == null) {
          break;
        }
        if (loaded.failure() == null) {
          texts.add(loaded.text());
          entries.add(loaded.entry());
        } else {
          skipped.add(loaded.failure());
        }
      }
      if (texts.isEmpty()) {
        skipped.end();
        return false;
      }
      List<Path> files = entries.stream().map(FileIndex.Entry::file).toList();
      batch.origin(() -> Origins.all(files));
      batch.put(new Batch(vectorized(List.copyOf(texts), batch.origin())));
      float[] numbers = new float[entries.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = entries.get(i).label();
      }
      FileIndex.label(batch, options, classNames().size(), numbers);
      return true;
    }

    private INDArray vectorized(List<String> texts, Supplier<String> origin) {
      return UserCode.call(
          "TextFolder",
          "the vectorizer",
          number++,
          origin,
          () -> {
            INDArray made = vectorizer.apply(texts);
            if (made == null || made.rank() <= 0 || made.size(0) != texts.size()) {
              throw Fault.of("TextFolder")
                  .expected("the vectorizer must give a row for each string")
                  .received(
                      "%s for %s strings",
                      made == null ? "null" : Arrays.toString(made.shape()), texts.size())
                  .remedy("Return an array [strings, …].")
                  .argument();
            }
            return made;
          });
    }

    @Override
    public void close() {
      work.close();
    }
  }
}
