package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.testing.Damage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged pictures, tables and arrays are read or refused in four parts, each in five seconds; how
 * many are tried of each is set by {@code -Dhornbill.fuzz}.
 */
class DamagedFilesTest {
  private static final int COUNT = Integer.getInteger("hornbill.fuzz", 300);
  private static final Pattern FOUR_PARTS = Pattern.compile("(?s)[^:]+: .+ Received: .+\\. .+");

  @TempDir private Path folder;

  /** Half of the damages are in the header. */
  private static byte[] damaged(byte[] whole, Random random) {
    int head = random.nextBoolean() ? Math.min(64, whole.length) : whole.length;
    return Damage.of(whole, head, random);
  }

  private static int refused(byte[] whole, int seed, Damage.Reader reader) {
    return Damage.refused(
        COUNT,
        i -> damaged(whole, new Random(seed * 1_000_003L + i)),
        reader,
        message -> assertThat(message).matches(FOUR_PARTS),
        IllegalArgumentException.class,
        ModelFormatException.class,
        UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "palette.gif", "rgb.bmp", "rgb.webp", "exif6.jpg"})
  void pictures(String name) throws Exception {
    byte[] whole = Files.readAllBytes(ImagesTest.file(name));
    assertThat(refused(whole, 1, bytes -> Images.load(bytes, o -> o.size(8, 8)))).isPositive();
  }

  @Test
  void tables() {
    String table =
        "width,color,seen,kind\n0.5,red,1970-01-03,setosa\n\"1,5\",\"a\"\"b\",1971-12-31,x\n"
            + "-1e3,blue,2000-02-29,setosa\n";
    Path file = folder.resolve("t.csv");
    Damage.Reader reading =
        bytes -> {
          Files.write(file, bytes);
          CsvFile source =
              CsvFile.of(
                  file,
                  o ->
                      o.label("kind")
                          .categories("color")
                          .date("seen", "yyyy-MM-dd", "days")
                          .batchSize(2));
          Passes.read(source);
          CsvFile.records(file, o -> {});
        };
    assertThat(refused(table.getBytes(StandardCharsets.UTF_8), 2, reading)).isPositive();
  }

  @Test
  void digitsOfMnist() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8};
    Path file = folder.resolve("images-idx3-ubyte.gz");
    Damage.Reader read = bytes -> IdxFile.read(Files.write(file, bytes)).close();
    Damage.Reader packing = bytes -> read.read(packed(bytes));
    assertThat(refused(images, 3, packing)).isPositive();
    assertThat(refused(packed(images), 4, read)).isPositive();
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Types of columns that are no numbers, and numbers that no float has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "varbinary(9)|x'0102'",
        "blob|x'01'",
        "clob|'text'",
        "uuid|random_uuid()",
        "int array|array[1, 2]",
        "time|'12:00:00'",
        "timestamp with time zone|current_timestamp",
        "timestamp|'2000-01-01 00:00:00'",
        "date|'0001-01-01'",
        "decimal(200, 2)|1e150",
        "interval year|interval '1' year",
        "json|json '{}'",
        "geometry|'POINT (1 2)'",
        "real|'NaN'",
        "bigint|9223372036854775807",
        "numeric(40)|1e39",
        "char(3)|'x'",
        "enum('a', 'b')|'b'",
        "row(a int)|row(1)",
        "boolean|true",
        "double precision|'Infinity'",
        "int|null"
      })
  void columnsOfDatabases(String typeAndValue) throws SQLException {
    String[] parts = typeAndValue.split("\\|");
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:types");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table t (a " + parts[0] + ", b int)");
      statement.execute("insert into t values (" + parts[1] + ", 1)");
      for (Consumer<JdbcOptions> options : ways()) {
        try {
          Passes.read(JdbcSource.of(database, "select a, b from t", options));
        } catch (IllegalArgumentException | IllegalStateException e) {
          assertThat(e.getMessage()).matches(FOUR_PARTS);
        }
      }
    }
  }

  private static List<Consumer<JdbcOptions>> ways() {
    return List.of(
        o -> o.label("b"),
        o -> o.label("a"),
        o -> o.label("a").classes("x", "1"),
        o -> o.label("b").categories("a"),
        o -> o.label("b").oneHot("a"),
        o -> o.label("b").missing("a", 0),
        o -> o.label("b").weight("a"),
        o -> o.label("b").date("a", "yyyy-MM-dd", "days"));
  }
}
