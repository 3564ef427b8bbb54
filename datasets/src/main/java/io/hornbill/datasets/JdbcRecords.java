package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of a query, fetched some at a time. */
final class JdbcRecords implements TableReader.Records {
  private final String query;
  private final Connection connection;
  private final ResultSet rows;
  private final int columns;
  private long number;

  /** Runs the query. */
  @SuppressWarnings("MustBeClosedChecker")
  JdbcRecords(DataSource database, String query, JdbcOptions options) throws SQLException {
    this.query = query;
    connection = database.getConnection();
    boolean complete = false;
    try {
      connection.setAutoCommit(false); // without it some drivers fetch everything at once
      PreparedStatement statement =
          connection.prepareStatement(
              query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      statement.setFetchSize(options.fetchSize());
      for (int i = 0; i < options.parameters().size(); i++) {
        statement.setObject(i + 1, options.parameters().get(i));
      }
      rows = statement.executeQuery();
      columns = rows.getMetaData().getColumnCount();
      complete = true;
    } finally {
      if (!complete) {
        connection.close();
      }
    }
  }

  static IllegalStateException refused(String query, SQLException e) {
    return Fault.of("JdbcSource")
        .expected("the database must answer the query")
        .received("%s for \"%s\"", e.getMessage(), query)
        .remedy("Check the query and its parameters.")
        .state(e);
  }

  /** The labels of the columns, spelled as the options spell them. */
  List<String> names(JdbcOptions options) {
    List<String> wanted = options.spellings();
    try {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        String name = rows.getMetaData().getColumnLabel(i);
        names.add(
            Stream.concat(wanted.stream(), Stream.of(name.toLowerCase(Locale.ROOT)))
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name));
      }
      return names;
    } catch (SQLException e) {
      throw refused(query, e);
    }
  }

  @Override
  public @Nullable List<@Nullable Object> read() throws IOException {
    try {
      if (!rows.next()) {
        return null;
      }
      number++;
      List<@Nullable Object> fields = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        fields.add(plain(rows.getObject(i)));
      }
      return fields;
    } catch (SQLException e) {
      throw refused(query, e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    return value instanceof Date date ? date.toLocalDate() : value;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String place(String numbers) {
    return "row " + numbers + " of \"" + query + '"';
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw refused(query, e);
    }
  }
}
