package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.History;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChartFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "svg", "pdf"})
  void aTrainedModelIsShownFromAllSides(String format) throws Exception {
    Hornbill.seed(7);
    INDArray x =
        Nd4j.linspace(0, 1, 12 * 6 * 6)
            .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
            .reshape(12, 6, 6, 1);
    INDArray y = Nd4j.createFromArray(0f, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
    var model =
        new Sequential(
            new Input(6, 6, 1),
            new Conv2D(3, 3, 3).name("conv"),
            new Flatten(),
            new Dense(3).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    History history = model.fit(x, y, f -> f.epochs(2).validationSplit(0.25).verbose(0));
    INDArray p = model.predict(x);

    Plots.history(history, file("history", format).toString());
    Plots.plot(model, file("model", format).toString());
    Plots.history(Map.of("a", history), file("runs", format), o -> o.logarithmic(true));
    Plots.confusionMatrix(y, p, List.of("a", "b", "c"), file("confusion", format));
    Plots.confusionMatrix(y, p, file("numbered", format));
    Plots.rocCurve(y, p, file("roc", format));
    Plots.precisionRecall(y, p, file("precision", format));
    Plots.images(x, y, file("images", format));
    Plots.images(x, List.of(), file("unlabelled", format), o -> o.title("twelve"));
    Plots.histogram(Map.of("x", x), file("values", format), o -> o.bins(7));
    Plots.weightHistogram(model, file("weights", format));
    Plots.activationHistogram(model, x, file("activations", format));
    Plots.filters(model.getLayer("conv"), file("filters", format));
    Plots.gradCam(model, x.slice(0), x.slice(0), file("cam", format));

    try (var files = Files.list(folder)) {
      assertThat(files)
          .hasSize(14)
          .allSatisfy(one -> assertThat(Files.size(one)).isGreaterThan(500));
    }
  }

  @Test
  void gradCamTakesTheNameOfALayer() {
    INDArray image = Nd4j.rand(1, 6, 6, 1).slice(0);
    var model =
        new Sequential(
            new Input(6, 6, 1),
            new Conv2D(3, 3, 3).name("first"),
            new Conv2D(3, 3, 3).name("second"),
            new Flatten(),
            new Dense(3).activation("softmax"));
    Plots.gradCam(model, image, image, file("named", "svg"), "first");
    Plots.gradCam(model, image, image, file("set", "svg"), o -> o.layer("first"));

    assertThat(file("named", "svg")).hasSameBinaryContentAs(file("set", "svg"));
    assertThatThrownBy(() -> Plots.gradCam(model, image, image, file("no", "svg"), "missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void classNumbersOfJavaAreDrawnAsThoseOfArrays() throws Exception {
    Plots.confusionMatrix(new int[] {0, 1, 1}, new int[] {0, 1, 0}, file("java", "svg"));
    Plots.confusionMatrix(
        Nd4j.createFromArray(0, 1, 1), Nd4j.createFromArray(0, 1, 0), file("arrays", "svg"));

    assertThat(file("java", "svg")).hasSameTextualContentAs(file("arrays", "svg"));
  }

  private Path file(String name, String format) {
    return folder.resolve(name + "." + format);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new ChartOptions().size(10, 300))
        .hasMessageContaining("panelWidth must be in [120.0, 8000.0]. Received: 10.0.");
    assertThatThrownBy(() -> new ChartOptions().size(300, 10)).hasMessageContaining("panelHeight");
    assertThatThrownBy(() -> new ChartOptions().dpi(1)).hasMessageContaining("dpi must be in");
    assertThatThrownBy(() -> new ChartOptions().bins(0)).hasMessageContaining("bins must be in");
    assertThatThrownBy(() -> new GradCamOptions().dpi(1)).hasMessageContaining("dpi must be in");
  }

  @Test
  void sizeResolutionAndBinsChangeTheFile() throws Exception {
    Map<String, INDArray> values = Map.of("x", Nd4j.createFromArray(1f, 2, 3));
    Plots.histogram(values, file("a", "png"));
    Plots.histogram(values, file("b", "png"), o -> o.size(200, 150).dpi(96));
    Plots.histogram(values, file("a", "svg"));
    Plots.histogram(values, file("b", "svg"), o -> o.bins(2));
    assertThat(Files.size(file("b", "png"))).isLessThan(Files.size(file("a", "png")));
    assertThat(Files.size(file("b", "svg"))).isLessThan(Files.size(file("a", "svg")));
  }
}
