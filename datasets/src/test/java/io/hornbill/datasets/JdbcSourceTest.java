package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSourceTest {
  private final JdbcDataSource database = new JdbcDataSource();
  private Connection keepsItAlive;

  @BeforeEach
  void fill() throws SQLException {
    database.setURL("jdbc:h2:mem:iris");
    keepsItAlive = database.getConnection();
    try (Statement statement = keepsItAlive.createStatement()) {
      statement.execute(
          "create table iris (id int, width double, color varchar(9), big boolean, seen date, kind varchar(9))");
      statement.execute(
          "insert into iris values (1, 0.5, 'red', true, '1970-01-03', 'setosa'),"
              + " (2, null, 'blue', false, '1970-02-01', 'virginica'),"
              + " (3, 2.5, 'red', false, '1971-01-01', 'setosa')");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    keepsItAlive.close();
  }

  private JdbcSource query(String query, Consumer<JdbcOptions> options) {
    return JdbcSource.of(database, query, options);
  }

  @Test
  void readsColumnsOfEveryKind() {
    JdbcSource source =
        query(
            "select width, color, big, seen, kind from iris order by id",
            o ->
                o.label("kind")
                    .classes("virginica", "setosa")
                    .categories("color")
                    .date("seen", "yyyy-MM-dd", "days", "month")
                    .missing("width", -1)
                    .batchSize(2)
                    .fetchSize(1));
    List<Batch> batches = Passes.read(source);
    assertThat(batches).hasSize(2);
    assertThat(Passes.numbers(batches.get(0).x().get(0)))
        .containsExactly(0.5f, 1f, 1f, 2f, 1f, -1f, 0f, 0f, 31f, 2f);
    assertThat(Passes.numbers(batches.get(1).x().get(0))).containsExactly(2.5f, 1f, 0f, 365f, 1f);
    assertThat(Passes.targets(source)).containsExactly(1f, 0f, 1f);
    assertThat(source.categories("color")).containsExactly("blue", "red");
  }

  @Test
  void takesParameters() {
    JdbcSource source = query("select id from iris where kind = ?", o -> o.parameters("virginica"));
    assertThat(Passes.numbers(Passes.read(source).get(0).x().get(0))).containsExactly(2f);
  }

  @Test
  void leavesOutBrokenRowsIfAskedTo() {
    JdbcSource source = query("select id, width from iris order by id", o -> o.skipBroken(true));
    assertThat(Passes.numbers(Passes.read(source).get(0).x().get(0)))
        .containsExactly(1f, 0.5f, 3f, 2.5f);
    assertThat(source.skipped()).hasSize(1);
    assertThat(source.skipped().get(0))
        .contains("Received: \"null\" in column 2 of row 2 of \"select");
    JdbcSource strict = query("select id, width from iris order by id", o -> {});
    assertThatThrownBy(() -> Passes.read(strict))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2 of")
        .hasMessageEndingWith("Set skipBroken(true) to leave it out.");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> query("select nothing from iris", o -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("JdbcSource: the database must answer the query. Received: ")
        .hasMessageContaining("\"select nothing from iris\"");
    assertThatThrownBy(() -> query("select id from iris", o -> o.label("kind")))
        .hasMessageStartingWith("JdbcSource: a column must be in the file. Received: \"kind\".");
    assertThatThrownBy(() -> query("select id from iris", o -> o.fetchSize(0)))
        .hasMessageContaining("fetchSize must be at least 1");
  }
}
