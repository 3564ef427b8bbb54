package io.hornbill.datasets;

import io.hornbill.base.Fault;

/** Which columns of a CSV file are read, and how they become batches. */
public final class CsvOptions extends TableOptions<CsvOptions> {
  private boolean header = true;
  private char delimiter = ',';

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
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw Fault.of("CsvFile")
          .expected("delimiter must be neither a quote nor a line end")
          .received("character %s", (int) delimiter)
          .remedy("Choose ',', ';' or a tab.")
          .argument();
    }
    this.delimiter = delimiter;
    return this;
  }

  boolean header() {
    return header;
  }

  char delimiter() {
    return delimiter;
  }
}
