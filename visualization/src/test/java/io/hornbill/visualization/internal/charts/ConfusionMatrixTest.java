package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.visualization.ChartOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConfusionMatrixTest {
  // scikit-learn's example: confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]).
  private static final INDArray TRUE = Nd4j.createFromArray(2f, 0, 2, 2, 0, 1);
  private static final INDArray PREDICTED = Nd4j.createFromArray(0f, 0, 2, 2, 0, 2);
  private static final int[][] COUNTS = {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}};

  @Test
  void manyClassesAreNumberedAboveAndNamedAtTheSide() {
    INDArray ids = Nd4j.arange(0, 100);
    List<String> names =
        IntStream.range(0, 100).mapToObj(i -> "a class with the name " + i).toList();
    var scene = new ConfusionMatrix(ids, ids, names).draw(new ChartOptions());
    assertThat(Texts.of(scene)).contains("99", "a class with the name 99 (99)");
    assertThat(scene.width()).isLessThan(4000);
  }

  @Test
  void countsClassIds() {
    assertThat(new ConfusionMatrix(TRUE, PREDICTED, List.of()).counts()).isDeepEqualTo(COUNTS);
    assertThat(new ConfusionMatrix(TRUE.reshape(6, 1), PREDICTED, List.of()).counts())
        .isDeepEqualTo(COUNTS);
  }

  @Test
  void countsOneHotRowsAndProbabilities() {
    INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 0, 1}, {1, 0, 0}});
    INDArray likely = Nd4j.createFromArray(new float[][] {{.2f, .5f, .3f}, {.4f, .3f, .3f}});
    assertThat(new ConfusionMatrix(oneHot, likely, List.of()).counts())
        .isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 0, 0}, {0, 1, 0}});
  }

  @Test
  void singleProbabilitiesMeanClassOneFromAHalfOn() {
    INDArray truth = Nd4j.createFromArray(0f, 0, 1, 1);
    INDArray sigmoid = Nd4j.createFromArray(0.1f, 0.5f, 0.49f, 1).reshape(4, 1);
    assertThat(new ConfusionMatrix(truth, sigmoid, List.of()).counts())
        .isDeepEqualTo(new int[][] {{1, 1}, {1, 1}});
  }

  @Test
  void showsNamesCountsAndHowManyAreRight() {
    List<String> names = List.of("cat", "dog", "a horse whose name is much too long for a column");
    var scene = new ConfusionMatrix(TRUE, PREDICTED, names).draw(new ChartOptions().title("pets"));
    assertThat(Texts.of(scene))
        .contains("pets: 4 of 6 right (66.7 %)", "true \\ predicted", "cat", "dog", "2", "1", "0")
        .anyMatch(text -> text.startsWith("a horse") && text.endsWith("..."));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new ConfusionMatrix(TRUE, Nd4j.zeros(5), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same number of rows. Received: 6 and 5.");
    assertThatThrownBy(() -> new ConfusionMatrix(TRUE, PREDICTED, List.of("one")))
        .hasMessageContaining("one name for each of the 3 classes. Received: [one].");
    assertThatThrownBy(() -> new ConfusionMatrix(TRUE, PREDICTED.sub(1), List.of()))
        .hasMessageContaining("yPred must be class ids from 0, or probabilities. Received: -1.0.");
    assertThatThrownBy(() -> new ConfusionMatrix(TRUE, TRUE.mul(500), List.of()))
        .hasMessageContaining("at most 200 classes. Received: 1001.");
    assertThatThrownBy(() -> new ConfusionMatrix(TRUE, Nd4j.zeros(6, 2, 2), List.of()))
        .hasMessageContaining("yPred must be class ids [rows] or probabilities [rows, classes]");
  }
}
