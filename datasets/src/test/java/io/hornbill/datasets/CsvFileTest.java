package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Sequential;
import io.hornbill.data.Batch;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path folder;

  private CsvFile csv(String text, Consumer<CsvOptions> options) {
    try {
      return CsvFile.of(Files.writeString(folder.resolve("a.csv"), text), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Float> data(CsvFile file) {
    return Passes.read(file).stream()
        .flatMap(batch -> Passes.numbers(batch.x().get(0)).stream())
        .toList();
  }

  @Test
  void readsDataTargetsAndWeights() {
    CsvFile file =
        csv("a,b,w,y\n1,2,.5,7\n3,-4e1,1,8\n5,6,2,9", o -> o.label("y").weight("w").batchSize(2));
    assertThat(file.batches()).isEqualTo(-1);
    List<Batch> batches = Passes.read(file);
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).x().get(0).shape()).containsExactly(2, 2);
    assertThat(batches.get(0).y().get(0).shape()).containsExactly(2, 1);
    assertThat(batches.get(0).weights().get(0).shape()).containsExactly(2);
    assertThat(Passes.numbers(batches.get(0).x().get(0))).containsExactly(1f, 2f, 3f, -40f);
    assertThat(Passes.numbers(batches.get(1).y().get(0))).containsExactly(9f);
    assertThat(Passes.numbers(batches.get(0).weights().get(0))).containsExactly(0.5f, 1f);
    assertThat(Passes.read(csv("a,b\n1,2\n", o -> {})).get(0).y()).isEmpty();
  }

  @Test
  void readsQuotedFieldsAsTheStandardSays() {
    String text =
        "\ufeff\"first, of all\",\"say \"\"b\"\"\",\"two\nlines\"\r\n\"1\",2,\"3\"\r\n\r\n4,5,6";
    assertThat(data(csv(text, o -> {}))).containsExactly(1f, 2f, 3f, 4f, 5f, 6f);
    assertThat(data(csv(text, o -> o.features("two\nlines", "say \"b\""))))
        .containsExactly(3f, 2f, 6f, 5f);
    assertThat(data(csv(text, o -> o.features("first, of all")))).containsExactly(1f, 4f);
  }

  @Test
  void headerDelimiterAndMissingMatter() {
    assertThat(data(csv("1;2\n3;4", o -> o.header(false).delimiter(';').label("0"))))
        .containsExactly(2f, 4f);
    assertThat(data(csv("1;2\n3;4", o -> o.delimiter(';')))).containsExactly(3f, 4f);
    assertThat(data(csv("a,b\n1,\n ,4", o -> o.missing(-1)))).containsExactly(1f, -1f, -1f, 4f);
  }

  @Test
  void namesTheLinesThatAFunctionFailedOn() {
    String text = "a,b\n1,2\n3,4\n\n5,6\n";
    for (CsvFile file : List.of(csv(text, o -> {}), csv(text, o -> o.shuffle(8).seed(2)))) {
      assertThatThrownBy(
              () ->
                  Passes.read(
                      file.map(
                          batch -> {
                            throw new UnsupportedOperationException("no");
                          },
                          2)))
          .hasMessageFindingMatch(
              "batch 0 .*read from line [235], [235], [235] of .*csv: java.* no. See")
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void classesAreNumberedByTheirNames() {
    CsvFile file = csv("x,y\n1,cat\n2,dog\n3,cat", o -> o.label("y").classes("dog", "cat"));
    assertThat(Passes.targets(file)).containsExactly(1f, 0f, 1f);
  }

  @Test
  void shufflesAnewInEachPass() {
    String text =
        "x\n"
            + IntStream.range(0, 50).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    List<Float> sorted = data(csv(text, o -> {}));
    CsvFile shuffled = csv(text, o -> o.shuffle(20).seed(5));
    List<Float> first = data(shuffled);
    assertThat(first).isNotEqualTo(sorted).containsExactlyInAnyOrderElementsOf(sorted);
    assertThat(first.get(0)).as("drawn from the first 20").isLessThan(20);
    assertThat(data(shuffled)).isNotEqualTo(first);
    assertThat(data(csv(text, o -> o.shuffle(20).seed(5)))).isEqualTo(first);
    assertThat(data(csv(text, o -> o.shuffle(20).seed(6)))).isNotEqualTo(first);
  }

  @Test
  void trainsAModel() {
    CsvFile file = csv("a,b,y\n1,2,3\n2,3,5\n4,4,8", o -> o.label("y").batchSize(2));
    try (Sequential model = new Sequential(new Dense(1))) {
      model.compile("sgd", "mse");
      assertThat(model.fit(file, f -> f.epochs(3).verbose(0)).epoch()).hasSize(3);
    }
  }

  @Test
  void namesBecomeNumbersOrColumns() {
    String text = "color,size,y\nred,1,0\nblue,2,1\n?,3,0\n green ,4,1";
    CsvFile numbered =
        csv(text, o -> o.label("y").categories("color").missingNames("?").missing("color", -1));
    assertThat(numbered.categories("color")).containsExactly("blue", "green", "red");
    assertThat(data(numbered)).containsExactly(2f, 1f, 0f, 2f, -1f, 3f, 1f, 4f);
    CsvFile columns =
        csv(
            text,
            o ->
                o.features("size", "color")
                    .categories("color", "red", "green", "blue")
                    .oneHot("color")
                    .missingNames("?"));
    assertThat(data(columns))
        .containsExactly(1f, 1f, 0f, 0f, 2f, 0f, 0f, 1f, 3f, 0f, 0f, 0f, 4f, 0f, 1f, 0f);
    fails(
        "a\nx\ny",
        o -> o.categories("a", "x"),
        "CsvFile: a field must be one of the column's names. Received: \"y\" in column 1 of line 3 of .*");
    fails(
        "a\n1",
        o -> o.oneHot("a"),
        "CsvFile: oneHot goes with categories. Received: columns \\[a], and categories of \\[]. .*");
  }

  @Test
  void datesBecomeNumbers() {
    String text = "when,v\n02.01.1970 12:30,7\n,8";
    CsvFile file =
        csv(
            text,
            o ->
                o.date("when", "dd.MM.yyyy HH:mm", "days", "weekday", "hour", "minute", "year")
                    .missing("when", -1));
    assertThat(data(file))
        .containsExactly(
            (float) (1 + 12.5 / 24), 5f, 12f, 30f, 1970f, 7f, -1f, -1f, -1f, -1f, -1f, 8f);
    assertThat(data(csv("d\n1971-03-04", o -> o.date("d", "yyyy-MM-dd"))))
        .as("31 + 28 + 3 days after a year")
        .containsExactly(427f);
    assertThat(data(csv("d\n1971-03-04", o -> o.date("d", "yyyy-MM-dd", "month", "day"))))
        .containsExactly(3f, 4f);
    fails(
        "d\n1970-02-30",
        o -> o.date("d", "yyyy-MM-dd"),
        "CsvFile: a field must be a date of the column's pattern. Received: \"1970-02-30\" in column 1 of line 2 of .*");
    fails(
        "d\n1.2.1970",
        o -> o.date("d", "yyyy-MM-dd"),
        "CsvFile: a field must be a date of the column's pattern. Received: \"1.2.1970\" in column 1 of line 2 of .*");
    fails(
        "d\n1",
        o -> o.date("d", "yyyy", "era"),
        "CsvFile: parts of a date must be some of .* Received: \\[era]. Choose among them.");
  }

  @Test
  void leavesOutBrokenRecordsIfAskedTo() {
    String text = "a,b\n1,2\n3,x\n\"4\"5,6\n7\n8,9";
    CsvFile file = csv(text, o -> o.skipBroken(true));
    assertThat(data(file)).containsExactly(1f, 2f, 8f, 9f);
    assertThat(file.skipped()).hasSize(3);
    assertThat(file.skipped().get(0)).contains("\"x\" in column 2 of line 3");
    assertThat(file.skipped().get(1)).contains("line 4");
    assertThat(file.skipped().get(2)).contains("1 instead of 2 in line 5");
    fails(text, o -> {}, ".* Set skipBroken\\(true\\) to leave it out.");
  }

  @Test
  void namesTheLineOfBytesThatAreNotUtf8() throws IOException {
    Path path = folder.resolve("latin.csv");
    Files.write(path, "a\n1\n\u00e9\n2".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Passes.read(CsvFile.of(path, o -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "CsvFile: each line must be in UTF-8. Received: other bytes in line 3 of .*latin.csv. "
                + "Save the file in UTF-8. Set skipBroken\\(true\\) to leave it out.");
    assertThat(data(CsvFile.of(path, o -> o.skipBroken(true)))).containsExactly(1f, 2f);
  }

  private void fails(String text, Consumer<CsvOptions> options, String message) {
    assertThatThrownBy(() -> Passes.read(csv(text, options)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(message);
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    fails("", o -> {}, "CsvFile: a file must have a line. Received: none in .*");
    fails(
        "a,b\n1,2",
        o -> o.label("c"),
        "CsvFile: a column must be in the file. Received: \"c\". Choose among \\[a, b].");
    fails(
        "a\n1",
        o -> o.label("a"),
        "CsvFile: there must be columns of data. Received: only label and weight among \\[a]. Choose features.");
    fails(
        "a,b\n1,2\n\n3,x",
        o -> {},
        "CsvFile: a field must be a number. Received: \"x\" in column 2 of line 4 of .*a.csv. Choose other features, .*");
    fails("a,b\n1,", o -> {}, "CsvFile: a field must be a number. Received: \"\" in column 2 .*");
    fails(
        "a,b\n1,2,3",
        o -> {},
        "CsvFile: all records must have as many fields. Received: 3 instead of 2 in line 2 of .*");
    fails(
        "a,b\n\"1\"2,3",
        o -> {},
        "CsvFile: a quoted field must end with its quote. Received: \"2\" after it in line 2 of .*");
    fails(
        "a,b\n\"1,3",
        o -> {},
        "CsvFile: a quoted field must end with its quote. Received: the end of the file in line 2 of .*");
    fails(
        "a,y\n1,cow",
        o -> o.label("y").classes("cat"),
        "CsvFile: a label must be one of the classes. Received: \"cow\" in line 2 of .*");
    fails(
        "a",
        o -> o.delimiter('"'),
        "CsvFile: delimiter must be neither .* Received: character 34.*");
    fails("a", o -> o.shuffle(-1), "CsvFile: shuffle must be a number of rows .* Received: -1.*");
    assertThatThrownBy(() -> CsvFile.of(folder.resolve("none.csv"), o -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("CsvFile: the file must be readable, in UTF-8. Received: ");
  }
}
