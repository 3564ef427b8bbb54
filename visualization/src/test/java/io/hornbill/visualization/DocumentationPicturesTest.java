package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.History;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.MaxPooling2D;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The pictures in {@code docs} are what the library draws; {@code -Dhornbill.docs=write} draws them
 * anew. Each lies there as SVG, whose text is compared, and shows no machine's fonts.
 */
class DocumentationPicturesTest {
  private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");

  @TempDir private Path folder;

  /** The module's folder is {@code visualization}; from the root it is {@code docs} itself. */
  static Path docs() {
    Path here = Path.of("docs");
    return Files.isDirectory(here) ? here : Path.of("..", "docs");
  }

  static boolean isWritten() {
    return "write".equals(System.getProperty("hornbill.docs"));
  }

  private static String read(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** The first of the blocks that GoogLeNet is made of. */
  private static Model inception() {
    Tensor input = Input.of(28, 28, 192);
    Tensor one = new Conv2D(64, 1, 1).activation("relu").name("branch1x1").apply(input);
    Tensor three = new Conv2D(96, 1, 1).activation("relu").name("branch3x3_1").apply(input);
    three =
        new Conv2D(128, 3, 3).activation("relu").padding("same").name("branch3x3_2").apply(three);
    Tensor five = new Conv2D(16, 1, 1).activation("relu").name("branch5x5_1").apply(input);
    five = new Conv2D(32, 5, 5).activation("relu").padding("same").name("branch5x5_2").apply(five);
    Tensor pool = new MaxPooling2D(3, 3).strides(1).padding("same").name("pool").apply(input);
    pool = new Conv2D(32, 1, 1).activation("relu").name("pool_proj").apply(pool);
    return new Model(input, new Concatenate().name("mixed").apply(one, three, five, pool));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "inception", "nested"})
  void modelsAreDrawnAsTheyAre(String name) throws Exception {
    Consumer<PlotOptions> options =
        o ->
            o.showShapes(true)
                .showLayerNames(true)
                .showLayerActivations(name.equals("lenet"))
                .showTrainable(name.equals("nested"))
                .expandNested(true);
    Hornbill.clearSession(); // names are numbered anew
    Path drawn = folder.resolve("model.svg");
    Plots.plot(name.equals("inception") ? inception() : KerasDrawings.model(name), drawn, options);
    Path kept = docs().resolve("model-" + name + ".svg");
    if (isWritten()) {
      Files.copy(drawn, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(read(kept)).as("%s: -Dhornbill.docs=write draws it", kept).isEqualTo(read(drawn));
  }

  /** Two half moons that lie in each other. */
  static INDArray[] moons(int count) {
    INDArray x = Nd4j.create(DataType.FLOAT, count, 2);
    INDArray y = Nd4j.create(DataType.FLOAT, count, 1);
    for (int i = 0; i < count; i++) {
      double angle = Math.PI * i / count;
      int moon = i % 2;
      x.putScalar(i, 0, moon + Math.cos(angle + Math.PI * moon));
      x.putScalar(i, 1, 0.4 * moon + Math.sin(angle + Math.PI * moon));
      y.putScalar(i, 0, moon);
    }
    return new INDArray[] {x, y};
  }

  @Test
  void chartsShowWhatWasTrained() throws Exception {
    INDArray[] train = moons(400);
    INDArray[] unseen = moons(150);
    Map<String, History> runs = new LinkedHashMap<>();
    for (String optimizer : List.of("sgd", "adam", "rmsprop")) {
      Hornbill.seed(7);
      var model =
          new Sequential(
              new Input(2), new Dense(16).activation("relu"), new Dense(1).activation("sigmoid"));
      model.compile(optimizer, "binary_crossentropy", "accuracy");
      runs.put(
          optimizer,
          model.fit(
              train[0],
              train[1],
              f -> f.epochs(12).verbose(0).validationData(unseen[0], unseen[1])));
    }
    Path drawn = folder.resolve("charts.svg");
    Plots.history(runs, drawn, o -> o.title("Two moons"));
    Path kept = docs().resolve("charts.svg");
    if (isWritten()) {
      Files.copy(drawn, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    // The curves differ in their last digits from processor to processor; what is written does not.
    assertThat(words(read(kept)))
        .as("%s: -Dhornbill.docs=write draws it", kept)
        .isEqualTo(words(read(drawn)));
  }

  private static List<String> words(String svg) {
    return TEXT.matcher(svg).results().map((MatchResult text) -> text.group(1)).toList();
  }
}
