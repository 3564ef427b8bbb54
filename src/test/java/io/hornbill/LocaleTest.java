package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.CSVLogger;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.optimizers.SGD;
import io.hornbill.visualization.Plots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is written does not depend on the machine's language: the default locale of Egypt writes
 * digits that no PDF reader, no TensorBoard and no Keras reads.
 */
class LocaleTest {
  private static final String LITERAL = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
  private static final Pattern FORMATTED =
      Pattern.compile(
          "("
              + LITERAL
              + "|\\(\\s*"
              + LITERAL
              + "(?:\\s*\\+\\s*"
              + LITERAL
              + ")*\\s*\\))"
              + "\\s*\\.formatted\\(|String\\.format\\(\\s*("
              + LITERAL
              + ")");
  private static final Pattern NUMBER = Pattern.compile("%[-0-9,.$]*[dfeg]");
  private static final Pattern CASE = Pattern.compile("\\.to(Lower|Upper)Case\\(\\)");

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar-EG-u-nu-arab",
        "hi-IN-u-nu-deva",
        "fa-IR",
        "tr-TR",
        "de-DE",
        "th-TH-u-ca-buddhist"
      })
  void whatIsWrittenIsTheSameInEveryCountry(String tag, @TempDir Path here, @TempDir Path there)
      throws IOException {
    Locale.setDefault(Locale.ROOT);
    Map<String, String> expected = written(here);
    Locale.setDefault(Locale.forLanguageTag(tag));

    Map<String, String> written = written(there);

    assertThat(written.keySet()).isEqualTo(expected.keySet());
    assertThat(written).isEqualTo(expected);
  }

  /** The files of a training, by their names; the contents of those that are texts. */
  private static Map<String, String> written(Path folder) throws IOException {
    Hornbill.clearSession();
    Hornbill.seed(7);
    Sequential model =
        new Sequential(
            new Input(2),
            new Dense(3, "relu").name("I_first").kernelInitializer("ones"),
            new Dropout(0.25).name("I_second"),
            new Dense(1).name("third").kernelInitializer("ones"));
    model.compile(o -> o.optimizer(new SGD(0.125)).loss("mse").metrics("mae"));
    model.fit(
        Nd4j.ones(4, 2),
        Nd4j.ones(4, 1),
        o ->
            o.epochs(2)
                .verbose(0)
                .callbacks(
                    new CSVLogger(folder.resolve("log.csv")),
                    new TensorBoard(folder.resolve("logs")),
                    new ModelCheckpoint(folder + "/at_{epoch:03d}_{loss:.2f}.keras")));
    for (String kind : List.of("svg", "pdf", "dot", "png")) {
      Plots.plot(model, folder.resolve("model." + kind), o -> o.showShapes(true));
    }
    Files.writeString(folder.resolve("model.json"), model.toJson());
    List<String> summary = new ArrayList<>();
    model.summary(summary::add);
    Files.write(folder.resolve("summary.txt"), summary);
    model.save(folder.resolve("model.keras"));
    model.save(folder.resolve("model.h5"));
    assertThat(Model.load(folder.resolve("model.keras")).toJson()).isEqualTo(model.toJson());
    assertThat(Model.load(folder.resolve("model.h5")).toJson()).isEqualTo(model.toJson());
    return contents(folder);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replaceAll("[0-9]{5,}[^/]*", "N");
      boolean text = name.matches(".*\\.(csv|svg|dot|json|txt|pdf)");
      contents.put(
          name, text ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "");
    }
    return contents;
  }

  @Test
  void numbersAreFormattedForNoCountry() {
    List<String> found =
        Sources.ofTheLibrary().stream()
            .flatMap(
                source ->
                    FORMATTED
                        .matcher(source.code())
                        .results()
                        .filter(call -> NUMBER.matcher(call.group()).find())
                        .map(call -> source.fileName() + ": " + call.group()))
            .toList();

    assertThat(found).as("use String.format(Locale.ROOT, …)").isEmpty();
  }

  @Test
  void lettersAreChangedForNoCountry() {
    assertThat(Sources.ofTheLibrary())
        .as("use toLowerCase(Locale.ROOT)")
        .noneMatch(source -> CASE.matcher(source.code()).find());
  }
}
