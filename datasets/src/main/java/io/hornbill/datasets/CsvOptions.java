package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns of a CSV file are read, and how they become batches. */
public final class CsvOptions extends SourceOptions<CsvOptions> {
  private boolean header = true;
  private char delimiter = ',';
  private @Nullable String label;
  private @Nullable String weight;
  private List<String> features = List.of();
  private List<String> classes = List.of();
  private @Nullable Double missing;
  private int shuffleBuffer;

  CsvOptions() {
    super("CsvFile");
  }

  @Override
  CsvOptions self() {
    return this;
  }

  /**
   * Sets whether the first record names the columns.
   *
   * @param header true by default; false if the columns are called {@code "0"}, {@code "1"}, …
   * @return these options
   */
  public CsvOptions header(boolean header) {
    this.header = header;
    return this;
  }

  /**
   * Sets what stands between the fields.
   *
   * @param delimiter {@code ','} by default
   * @return these options
   */
  public CsvOptions delimiter(char delimiter) {
    Checks.argument(
        delimiter != '"' && delimiter != '\n' && delimiter != '\r',
        "CsvFile: delimiter must be neither a quote nor a line end. Received: character %s. Choose ',', ';' or a tab.",
        (int) delimiter);
    this.delimiter = delimiter;
    return this;
  }

  /**
   * Sets the column of the target.
   *
   * @param column its name; no target by default
   * @return these options
   */
  public CsvOptions label(String column) {
    label = column;
    return this;
  }

  /**
   * Sets the names of the classes in the target's column; the target is the name's position.
   *
   * @param names the names; by default the column holds numbers
   * @return these options
   */
  public CsvOptions classes(String... names) {
    classes = List.of(names);
    return this;
  }

  /**
   * Sets the columns of the data.
   *
   * @param columns their names, in the order that the model sees; by default all columns but label
   *     and weight
   * @return these options
   */
  public CsvOptions features(String... columns) {
    features = List.of(columns);
    return this;
  }

  /**
   * Sets the column that says how much each row counts.
   *
   * @param column its name; none by default
   * @return these options
   */
  public CsvOptions weight(String column) {
    weight = column;
    return this;
  }

  /**
   * Sets what stands for empty fields of the data.
   *
   * @param value any number; by default an empty field is an error
   * @return these options
   */
  public CsvOptions missing(double value) {
    missing = value;
    return this;
  }

  /**
   * Shuffles rows: each is drawn from so many that were read before.
   *
   * @param rows the number of rows to draw from; 0, the default, keeps the file's order
   * @return these options
   */
  public CsvOptions shuffle(int rows) {
    Checks.argument(
        rows >= 0,
        "CsvFile: shuffle must be a number of rows to draw from. Received: %s. Give 0 for the file's order.",
        rows);
    shuffleBuffer = rows;
    return this;
  }

  boolean header() {
    return header;
  }

  char delimiter() {
    return delimiter;
  }

  @Nullable String label() {
    return label;
  }

  List<String> classes() {
    return classes;
  }

  List<String> features() {
    return features;
  }

  @Nullable String weight() {
    return weight;
  }

  @Nullable Double missing() {
    return missing;
  }

  int shuffleBuffer() {
    return shuffleBuffer;
  }
}
