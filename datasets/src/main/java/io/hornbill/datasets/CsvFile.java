package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
 * <p>Columns of names become their numbers, or one feature per name; dates become numbers of days
 * or other parts; empty fields become what is set for them:
 *
 * <pre>{@code
 * CsvFile.of(Path.of("trips.csv"),
 *     o -> o.categories("city").oneHot("city").date("start", "yyyy-MM-dd HH:mm", "weekday", "hour")
 *         .missing(-1).missingNames("NA").label("minutes"));
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvFile implements BatchSource {
  private final Path path;
  private final CsvOptions options;
  private final List<String> names;
  private final TableColumns columns;
  private final Skipped skipped;
  private final long key;
  private int passes;

  private CsvFile(Path path, CsvOptions options) {
    this.path = path;
    this.options = options;
    key = options.key();
    skipped = options.skipped();
    try (CsvReader in = new CsvReader(path, options.delimiter())) {
      List<String> first = in.read();
      if (first.isEmpty()) {
        throw Fault.of("CsvFile")
            .expected("a file must have a line")
            .received("none in \"%s\"", path)
            .remedy("Check that it was written whole.")
            .argument();
      }
      names =
          options.header()
              ? first.stream().map(String::strip).toList()
              : IntStream.range(0, first.size()).mapToObj(Integer::toString).toList();
      columns = new TableColumns(options, names);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (columns.needsScan()) {
      scan();
    }
  }

  private void scan() {
    try {
      TableReader.scan(columns, records());
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

  /**
   * Reads all records of a file as they are; for {@link ImageDataGenerator#flowFromRecords}.
   *
   * @param path a file in UTF-8
   * @param options sets delimiter and header
   * @return the fields of each record by the names of their columns
   * @throws IllegalArgumentException if a record has more or fewer fields than there are columns
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<Map<String, String>> records(Path path, Consumer<CsvOptions> options) {
    CsvFile file = of(path, options);
    List<Map<String, String>> all = new ArrayList<>();
    try (Records in = file.records()) {
      for (List<String> fields = in.read(); fields != null; fields = in.read()) {
        if (fields.size() != file.names.size()) {
          throw Fault.of("CsvFile")
              .expected("each record must have a field for each column")
              .received(
                  "%s fields for the columns %s in %s",
                  fields.size(), file.names, in.place(String.valueOf(in.number())))
              .remedy("Mend the file.")
              .argument();
        }
        Map<String, String> record = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          record.put(file.names.get(i), fields.get(i));
        }
        all.add(record);
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    return all;
  }

  private UncheckedIOException unreadable(IOException e) {
    return Fault.of("CsvFile")
        .expected("the file must be readable, in UTF-8")
        .received("%s for \"%s\"", e, path)
        .remedy("Check path and encoding.")
        .as(UncheckedIOException::new, e);
  }

  /**
   * Returns the names in a column of names, by their numbers.
   *
   * @param column its name
   * @return what was set for it, or was found in the file
   */
  public List<String> categories(String column) {
    return columns.categories(column);
  }

  /**
   * Says what the last pass left out.
   *
   * @return a message for each broken record, if {@code skipBroken} is set
   */
  public List<String> skipped() {
    return skipped.messages();
  }

  @Override
  public BatchReader open() {
    skipped.begin();
    return new TableReader(options, columns, records(), skipped, RandomStream.of(key + passes++));
  }

  private Records records() {
    try {
      CsvReader in = new CsvReader(path, options.delimiter());
      if (options.header()) {
        in.read();
      }
      return new Records(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private final class Records implements TableReader.Records {
    private final CsvReader in;

    Records(CsvReader in) {
      this.in = in;
    }

    @Override
    public @Nullable List<String> read() throws IOException {
      List<String> fields = in.read();
      return fields.isEmpty() ? null : fields;
    }

    @Override
    public long number() {
      return in.line();
    }

    @Override
    public String place(String numbers) {
      return in.place(numbers);
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
