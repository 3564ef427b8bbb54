package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The records of a file of comma-separated values, which may be larger than memory: data {@code
 * [rows, features]}, and targets {@code [rows, 1]} where there is a label.
 *
 * <pre>{@code
 * BatchSource train = CsvFile.of(Path.of("iris.csv"),
 *     o -> o.label("species").classes("setosa", "versicolor", "virginica").shuffle(1000));
 * model.fit(train, f -> f.epochs(10));
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvFile implements BatchSource {
  private final Path path;
  private final CsvOptions options;
  private final CsvColumns columns;
  private final long key;
  private int passes;

  private CsvFile(Path path, CsvOptions options) {
    this.path = path;
    this.options = options;
    key = options.key();
    try (CsvReader in = new CsvReader(path, options.delimiter())) {
      List<String> first = in.read();
      columns =
          new CsvColumns(
              options,
              options.header()
                  ? first.stream().map(String::strip).toList()
                  : IntStream.range(0, first.size()).mapToObj(Integer::toString).toList());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Makes a source of a file.
   *
   * @param path a file in UTF-8
   * @param options names the columns, sets the batch size and more
   * @return the source
   * @throws IllegalArgumentException if a column is missing; later, if a field is no number
   * @throws UncheckedIOException if the file cannot be read
   */
  public static CsvFile of(Path path, Consumer<CsvOptions> options) {
    CsvOptions chosen = new CsvOptions();
    options.accept(chosen);
    return new CsvFile(path, chosen);
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(
        "CsvFile: the file must be readable, in UTF-8. Received: %s for \"%s\". Check path and encoding."
            .formatted(e, path),
        e);
  }

  @Override
  public BatchReader open() {
    try {
      CsvReader in = new CsvReader(path, options.delimiter());
      if (options.header()) {
        in.read();
      }
      return new Rows(in, RandomStream.of(key + passes++));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private final class Rows implements BatchReader {
    private final CsvReader in;
    private final RandomStream random;
    private final List<float[]> waiting = new ArrayList<>();

    Rows(CsvReader in, RandomStream random) {
      this.in = in;
      this.random = random;
    }

    @Override
    public boolean read(BatchBuffer batch) throws IOException {
      List<float[]> rows = new ArrayList<>();
      while (rows.size() < options.batchSize() && fill()) {
        rows.add(waiting.size() == 1 ? waiting.remove(0) : draw());
      }
      if (rows.isEmpty()) {
        return false;
      }
      int width = columns.features();
      write(batch.x(0, rows.size(), width), rows, 0, width);
      if (columns.hasLabel()) {
        write(batch.y(0, rows.size(), 1), rows, width++, 1);
      }
      if (columns.hasWeight()) {
        write(batch.weights(0, rows.size()), rows, width, 1);
      }
      return true;
    }

    /** Reads on until there are enough rows to draw from. */
    private boolean fill() throws IOException {
      int wanted = Math.max(1, options.shuffleBuffer());
      while (waiting.size() < wanted) {
        List<String> fields = in.read();
        if (fields.isEmpty()) {
          break;
        }
        waiting.add(columns.numbers(fields, in.place()));
      }
      return !waiting.isEmpty();
    }

    private float[] draw() {
      int last = waiting.size() - 1;
      int chosen = random.nextInt(last + 1);
      float[] row = waiting.get(chosen);
      waiting.set(chosen, waiting.get(last));
      waiting.remove(last);
      return row;
    }

    private static void write(INDArray target, List<float[]> rows, int from, int width) {
      float[] values = new float[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), from, values, i * width, width);
      }
      BatchBuffer.write(target, 0, values);
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
