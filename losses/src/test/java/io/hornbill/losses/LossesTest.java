package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest {
  @ParameterizedTest
  @CsvSource({
    "mse, MeanSquaredError",
    "MSE, MeanSquaredError",
    "mean_squared_error, MeanSquaredError",
    "mae, MeanAbsoluteError",
    "mape, MeanAbsolutePercentageError",
    "msle, MeanSquaredLogarithmicError",
    "hinge, Hinge",
    "squared_hinge, SquaredHinge",
    "categorical_hinge, CategoricalHinge",
    "bce, BinaryCrossentropy",
    "binary_crossentropy, BinaryCrossentropy",
    "categorical_crossentropy, CategoricalCrossentropy",
    "sparse_categorical_crossentropy, SparseCategoricalCrossentropy",
    "kullback_leibler_divergence, KLDivergence",
    "kld, KLDivergence",
    "kl_divergence, KLDivergence",
    "poisson, Poisson",
    "cosine_proximity, CosineSimilarity",
    "cosine, CosineSimilarity",
    "cosine_similarity, CosineSimilarity",
    "logcosh, LogCosh",
    "log_cosh, LogCosh",
    "huber, Huber",
    "huber_loss, Huber",
    "dice, Dice",
    "tversky, Tversky",
    "circle, Circle",
    "ctc, CTC",
    "binary_focal_crossentropy, BinaryFocalCrossentropy",
    "categorical_focal_crossentropy, CategoricalFocalCrossentropy",
    "categorical_generalized_cross_entropy, CategoricalGeneralizedCrossEntropy"
  })
  void findsTheNamesOfEveryKeras(String name, String className) {
    assertThat(Losses.get(name).className()).isEqualTo(className);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.get("hubert"))
        .withMessageStartingWith(
            "Unknown loss \"hubert\". Did you mean \"Huber\"? The nearest names are ")
        .withMessageEndingWith("Register your own with Losses.register(name, factory).");
  }

  @Test
  void onesOwnLossIsFoundByItsName() {
    String name = "losses_test_own_" + UUID.randomUUID();
    Losses.register(name, () -> (yTrue, yPred) -> yPred);

    assertThat(Losses.names()).contains(name);
    assertThat(Losses.get(name.toUpperCase(Locale.ROOT)).name()).isEqualTo(name);
  }

  @Test
  void settersDoWhatConfigurationsDo() {
    assertThat(new Dice().axis(1)).isEqualTo(made("dice", "axis", List.of(1)));
    assertThat(new Tversky().axis(1)).isEqualTo(made("tversky", "axis", List.of(1)));
    assertThat(new Tversky().alpha(2)).isEqualTo(made("tversky", "alpha", 2));
    assertThat(new Tversky().beta(2)).isEqualTo(made("tversky", "beta", 2));
    Loss balanced = made("binary_focal_crossentropy", "apply_class_balancing", true);
    assertThat(new BinaryFocalCrossentropy().applyClassBalancing(true)).isEqualTo(balanced);
    assertThat(new BinaryFocalCrossentropy().alpha(0.5))
        .isEqualTo(made("binary_focal_crossentropy", "alpha", 0.5));
    assertThat(new BinaryFocalCrossentropy().gamma(1))
        .isEqualTo(made("binary_focal_crossentropy", "gamma", 1));
    assertThat(new CategoricalFocalCrossentropy().gamma(1))
        .isEqualTo(made("categorical_focal_crossentropy", "gamma", 1));
    assertThat(new Circle().gamma(2)).isEqualTo(made("circle", "gamma", 2));
    assertThat(new Circle().margin(2)).isEqualTo(made("circle", "margin", 2));
    assertThat(new Circle().removeDiagonal(false))
        .isEqualTo(made("circle", "remove_diagonal", false));
    assertThat(new BinaryCrossentropy().fromLogits(true))
        .isEqualTo(made("bce", "from_logits", true));
    assertThat(new BinaryCrossentropy().labelSmoothing(0.5))
        .isEqualTo(made("bce", "label_smoothing", 0.5));
    assertThat(new BinaryCrossentropy().axis(1)).isEqualTo(made("bce", "axis", 1));
    assertThat(new CosineSimilarity().axis(1)).isEqualTo(made("cosine_similarity", "axis", 1));
    assertThat(new CategoricalGeneralizedCrossEntropy().q(0.25))
        .isEqualTo(made("categorical_generalized_cross_entropy", "q", 0.25));
    assertThat(new SparseCategoricalCrossentropy().ignoreClass(1))
        .isEqualTo(made("sparse_categorical_crossentropy", "ignore_class", 1));
  }

  @Test
  void whatLossesSayOfThemselves() {
    assertThat(new Huber(2)).isEqualTo(new Huber().delta(2));
    assertThat(new BinaryCrossentropy().isBinary()).isTrue();
    assertThat(new BinaryFocalCrossentropy().isBinary()).isTrue();
    assertThat(new MeanSquaredError().isBinary()).isFalse();
    assertThat(new SparseCategoricalCrossentropy().takesClassNumbers()).isTrue();
    assertThat(new MeanSquaredError().takesClassNumbers()).isFalse();
  }

  @Test
  void reductionsAreReadAsKerasWritesThem() {
    assertThat(Reduction.of(null)).isEqualTo(Reduction.NONE);
    assertThat(Reduction.of("auto")).isEqualTo(Reduction.SUM_OVER_BATCH_SIZE);
    assertThat(Reduction.of("Mean")).isEqualTo(Reduction.MEAN);
  }

  private static Loss made(String name, String key, Object value) {
    return Losses.get(name, new Config().with(key, value));
  }

  /** By hand: the cosines are 1, 0 and -1 / sqrt(2), and the loss is minus their mean. */
  @Test
  void cosineProximityIsMinusTheMeanCosine() {
    INDArray yTrue = Nd4j.createFromArray(new double[][] {{1, 1}, {0, 2}, {-3, 0}});
    INDArray yPred = Nd4j.createFromArray(new double[][] {{2, 2}, {5, 0}, {1, 1}});

    assertThat(new Batch(yTrue, yPred).value(Losses.get("cosine_proximity")))
        .isCloseTo(-(1 + 0 - Math.sqrt(0.5)) / 3, within(1e-12));
  }

  /** By hand: the length of the path 1 → 2 over two steps is fixed, so its probability is p1 p2. */
  @Test
  void ctcOfAsManyStepsAsLabelsIsTheProductOfTheirProbabilities() {
    INDArray logits = Nd4j.createFromArray(new double[][][] {{{0, 1, 2}, {3, 1, 0}}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{1, 2}});
    double first = 1 - Math.log(1 + Math.E + Math.exp(2));
    double second = 0 - Math.log(Math.exp(3) + Math.E + 1);

    assertThat(new Batch(labels, logits).value(new CTC()))
        .isCloseTo(-(first + second), within(1e-9));
  }

  /** By hand: label 1 within two steps is 1-1, blank-1 or 1-blank; padding adds nothing. */
  @Test
  void ctcSumsOverAlignmentsAndIgnoresPadding() {
    INDArray logits = Nd4j.createFromArray(new double[][][] {{{0, 0}, {0, 0}}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{1, 0}});

    assertThat(new Batch(labels, logits).value(new CTC())).isCloseTo(-Math.log(0.75), within(1e-9));
  }

  @Test
  void aLabelOutOfRangeIsNamedWithItsRow() {
    Loss loss = new SparseCategoricalCrossentropy();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.checkTargets(Batch.doubles(0, 1, 12, 3), Shape.of(4, 10)))
        .withMessage(
            "SparseCategoricalCrossentropy: targets must be whole numbers in [0, 10). Received:"
                + " 12.0 in row 2 of targets [4]. Correct the label, or give the predictions more"
                + " classes.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                loss.checkTargets(
                    Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0.5f}}), Shape.of(2, 2, 10)))
        .withMessageContaining("Received: 0.5 in row 1 of targets [2, 2].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.checkTargets(Batch.doubles(Double.NaN), Shape.of(1, 10)))
        .withMessageContaining("Received: NaN in row 0");
  }

  @Test
  void aClassThatIsIgnoredMayBeAnyNumber() {
    Loss loss = new SparseCategoricalCrossentropy().ignoreClass(-1);

    assertThatNoException()
        .isThrownBy(() -> loss.checkTargets(Batch.doubles(0, -1, 9), Shape.of(3, 10)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.checkTargets(Batch.doubles(0, -2, 9), Shape.of(3, 10)))
        .withMessageContaining("-2.0 in row 1");
  }

  @Test
  void ctcAndGeneralizedCrossEntropyCheckTheirLabels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CTC().checkTargets(Batch.doubles(5).reshape(1, 1), Shape.of(1, 6, 5)))
        .withMessageStartingWith("CTC: targets must be whole numbers in [0, 5).");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CategoricalGeneralizedCrossEntropy()
                    .checkTargets(Batch.doubles(3), Shape.of(1, 3)))
        .withMessageStartingWith("CategoricalGeneralizedCrossEntropy: targets must be whole");
  }
}
