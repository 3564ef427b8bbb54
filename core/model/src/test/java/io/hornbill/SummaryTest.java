package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.SummaryOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line by line what Keras prints, from {@code make_summary_fixtures.py}. */
class SummaryTest {
  private static final String LONG = "a_layer_whose_name_is_much_longer_than_any_column";

  private static Model chain() {
    return new Sequential(
            new Input(28, 28, 1),
            new Conv2D(8, 3, 3).name("conv"),
            new BatchNormalization().name("norm"),
            new Flatten().name("flat"),
            new Dense(10).name(LONG))
        .name("chain");
  }

  private static Model shared() {
    Dense tower = new Dense(3).name("tower");
    var left = Input.of("left", 4);
    var right = Input.of("right", 4);
    var both = new Concatenate().name("both").apply(List.of(tower.apply(left), tower.apply(right)));
    return new Model(List.of(left, right), List.of(new Dense(1).name("out").apply(both)))
        .name("shared");
  }

  private static Model nested() {
    Sequential inner =
        new Sequential(new Input(4), new Dense(3).name("first"), new Dense(2).name("second"));
    inner.name("inner").trainable(false);
    var x = Input.of("in", 4);
    return new Model(List.of(x), List.of(new Dense(1).name("last").apply(inner.apply(x))))
        .name("nested");
  }

  private static SummaryOptions length(int characters) {
    return new SummaryOptions().lineLength(characters);
  }

  private static List<String> lines(Model model, SummaryOptions options) {
    List<String> lines = new ArrayList<>();
    model.summary(options, lines::add);
    return lines;
  }

  private static List<String> keras(String title) throws Exception {
    try (InputStream in = SummaryTest.class.getResourceAsStream("/io/hornbill/summaries.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String from = all.substring(all.indexOf("# " + title + "\n") + title.length() + 3);
      return from.substring(0, (from + "\n# ").indexOf("\n# "))
          .strip()
          .lines()
          .map(String::stripTrailing)
          .toList();
    }
  }

  private static void same(Model model, SummaryOptions options, String title) throws Exception {
    assertThat(
            lines(model, options).stream()
                .map(line -> line.replaceFirst("^ (?=\\w)", "").stripTrailing()))
        .isEqualTo(keras(title).stream().map(line -> line.replaceFirst("^ (?=\\w)", "")).toList());
  }

  @Test
  void aLongNameIsShortenedWhereTheLineIsChosen() throws Exception {
    same(chain(), length(80), "chain");
  }

  @Test
  void columnsEndWhereTheyAreToldTo() throws Exception {
    same(chain(), length(90).positions(0.5, 0.7, 1), "chain positions");
    assertThat(lines(chain(), new SummaryOptions().positions(40, 60, 80)).get(1)).hasSize(80);
  }

  @Test
  void aRangeOfLayersIsShown() throws Exception {
    same(chain(), length(80).layerRange("norm", "fl.*"), "chain range");
  }

  @Test
  void callsOfASharedLayerAreToldApart() throws Exception {
    same(shared(), length(100), "shared");
  }

  @Test
  void aColumnSaysWhichLayersAreTrained() throws Exception {
    same(shared(), length(110).showTrainable(true), "shared trainable");
  }

  @Test
  void innerModelsAreExpanded() throws Exception {
    same(nested(), length(70).expandNested(true).showTrainable(true), "nested");
  }

  @Test
  void isAsWideAsItsNamesOrAsTheTerminal() {
    assertThat(lines(chain(), new SummaryOptions()))
        .anyMatch(line -> line.contains(LONG + " (Dense)"));
    List<String> narrow = lines(chain(), new SummaryOptions().widest(60));
    assertThat(narrow.subList(1, narrow.size() - 3)).allMatch(line -> line.length() == 60);
    assertThat(String.join("", narrow).replaceAll("[│\\s]", "")).contains("26,26,8", "54,090");
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(() -> length(5))
        .hasMessage("SummaryOptions: lineLength must be at least 20. Received: 5. Choose more.");
    assertThatThrownBy(() -> new SummaryOptions().positions(0.5, 0.4))
        .hasMessage(
            "SummaryOptions: positions must ascend. Received: [0.5, 0.4]. Say where each column"
                + " ends.");
    assertThatThrownBy(() -> new SummaryOptions().widest(-1)).hasMessageContaining("widest");
    assertThatThrownBy(() -> lines(chain(), length(80).layerRange("norm", "none")))
        .hasMessageStartingWith(
            "SummaryOptions: layerRange must name layers of chain. Received: \"norm\", \"none\".");
    assertThatThrownBy(() -> lines(chain(), length(80).positions(0.5, 1)))
        .hasMessageContaining("positions must say where each of the 3 columns ends");
    assertThatThrownBy(() -> lines(chain(), length(20).positions(0.05, 0.1, 1)))
        .hasMessageContaining("lineLength must leave room for 3 columns. Received: 20.");
  }
}
