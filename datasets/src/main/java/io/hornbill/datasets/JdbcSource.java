package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The rows of a query to a database, streamed: data {@code [rows, features]}, and targets {@code
 * [rows, 1]} where there is a label. Each pass runs the query on a connection of its own, which is
 * closed at its end.
 *
 * <pre>{@code
 * BatchSource train = JdbcSource.of(dataSource, "select a, b, kind from iris where part = ?",
 *     o -> o.parameters("train").label("kind").classes("setosa", "virginica").shuffle(1000));
 * model.fit(train, f -> f.epochs(10));
 * }</pre>
 *
 * <p>Columns are found by their labels without case. Numbers and booleans become numbers, dates and
 * timestamps parts of dates where {@code date} is set, anything else goes by its text as in {@link
 * CsvFile}; {@code NULL} is a missing field. Give the query an order, or passes may differ.
 */
public final class JdbcSource implements BatchSource {
  private final DataSource database;
  private final String query;
  private final JdbcOptions options;
  private final TableColumns columns;
  private final Skipped skipped;
  private final long key;
  private int passes;

  private JdbcSource(DataSource database, String query, JdbcOptions options) {
    this.database = database;
    this.query = query;
    this.options = options;
    key = options.key();
    skipped = options.skipped();
    try (JdbcRecords records = records()) {
      columns = new TableColumns(options, records.names(options));
    }
    if (columns.needsScan()) {
      scan();
    }
  }

  private void scan() {
    try {
      TableReader.scan(columns, records());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a source of a query.
   *
   * @param database gives a connection for each pass
   * @param query a {@code select}, with question marks for parameters
   * @param options names the columns, sets the batch size and more
   * @return the source
   * @throws IllegalArgumentException if a column is missing; later, if a field is no number
   * @throws IllegalStateException if the database refuses the query, now or later
   */
  public static JdbcSource of(DataSource database, String query, Consumer<JdbcOptions> options) {
    JdbcOptions chosen = new JdbcOptions();
    options.accept(chosen);
    return new JdbcSource(database, query, chosen);
  }

  /**
   * Returns the names in a column of names, by their numbers.
   *
   * @param column its name
   * @return what was set for it, or was found in the table
   */
  public List<String> categories(String column) {
    return columns.categories(column);
  }

  /**
   * Says what the last pass left out.
   *
   * @return a message for each broken row, if {@code skipBroken} is set
   */
  public List<String> skipped() {
    return skipped.messages();
  }

  private JdbcRecords records() {
    try {
      return new JdbcRecords(database, query, options);
    } catch (SQLException e) {
      throw JdbcRecords.refused(query, e);
    }
  }

  @Override
  public BatchReader open() {
    skipped.begin();
    return new TableReader(options, columns, records(), skipped, RandomStream.of(key + passes++));
  }
}
