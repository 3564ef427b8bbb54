package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotsTest {
  @TempDir private Path folder;

  private static Sequential small() {
    return new Sequential(new Input(4), new Dense(3).activation("relu").name("first"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.png", "model.SVG", "model.pdf", "model.dot"})
  void writesTheFormatThatTheNameSays(String name) throws Exception {
    Plots.plot(small(), folder.resolve(name));
    byte[] content = Files.readAllBytes(folder.resolve(name));
    String start = new String(content, 0, 5, "ISO-8859-1");
    assertThat(start).isIn("\u0089PNG\r", "<svg ", "%PDF-", "digra");
  }

  @Test
  void saysWhichFormatsThereAre() {
    assertThatThrownBy(() -> Plots.plot(small(), Path.of("model.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Plots: the file's name must end in .png, .svg, .pdf, .dot. Received: model.gif. Choose one of these formats.");
  }

  static Stream<Consumer<PlotOptions>> settings() {
    return Stream.of(
        o -> o.showShapes(true),
        o -> o.showDataType(true),
        o -> o.showLayerNames(true),
        o -> o.showLayerActivations(true),
        o -> o.showTrainable(true),
        o -> o.rankDir("LR"),
        o -> o.expandNested(true));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingChangesThePicture(Consumer<PlotOptions> setting) {
    Model model = KerasDrawings.model("nested");
    assertThat(Plots.svg(model, setting)).isNotEqualTo(Plots.svg(model));
    assertThat(Plots.svg(model, setting)).isEqualTo(Plots.svg(model, setting));
  }

  @Test
  void showsWhatTheSettingsSay() {
    assertThat(Plots.svg(small())).contains(">Dense<").doesNotContain("first", "relu", "None");
    assertThat(Plots.svg(small().trainable(false), o -> o.showTrainable(true).showDataType(true)))
        .contains(">Non-trainable<", ">float32<");
    assertThat(Plots.svg(small(), o -> o.showShapes(true).showLayerActivations(true)))
        .contains(">(None, 4)<", ">(None, 3)<", ">relu<");
    assertThat(Plots.svg(small(), o -> o.showLayerNames(true))).contains(">first<", ">Dense<");
  }

  @Test
  void opsBetweenLayersAreBoxesAndTheirConstantsAreNot() throws Exception {
    Tensor x = Input.of(4);
    Tensor y = new Dense(4).name("twice").apply(x);
    Model model = new Model(List.of(x), List.of(Ops.tanh(x.plus(y.times(0.5)))));
    Path file = folder.resolve("ops.dot");
    Plots.plot(model, file, o -> o.showLayerNames(true));
    List<String> arrows = Files.readAllLines(file).stream().filter(l -> l.contains("->")).toList();
    assertThat(arrows).hasSize(5);
    assertThat(arrows).anyMatch(arrow -> arrow.endsWith("-> \"tanh\" [penwidth=2];"));
  }

  @Test
  void needsToKnowTheInput() {
    assertThatThrownBy(() -> Plots.svg(new Sequential(new Dense(1)).name("open")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Sequential \"open\": the shape of the input must be known. Received: a model without one. Add an Input first, or fit the model.");
  }

  @Test
  void refusesOtherDirectionsAndResolutions() {
    assertThatThrownBy(() -> new PlotOptions().rankDir("up"))
        .hasMessage(
            "PlotOptions: rankDir must be one of [TB, LR, BT, RL]. Received: \"up\". Choose \"LR\" for left to right.");
    assertThatThrownBy(() -> new PlotOptions().dpi(0)).hasMessageContaining("dpi must be positive");
    assertThatThrownBy(() -> new PlotOptions().dpi(5000)).hasMessageContaining("[0.0, 1200.0]");
  }

  @Test
  void failureLeavesTheOldFile() throws Exception {
    Path file = folder.resolve("model.svg");
    Files.writeString(file, "old");
    assertThatThrownBy(() -> Plots.plot(new Sequential(new Dense(1)), file))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
  }
}
