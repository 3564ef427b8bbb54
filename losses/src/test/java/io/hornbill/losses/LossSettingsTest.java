package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.engine.testing.Evaluate;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting of every loss has an effect and is checked. */
class LossSettingsTest {
  /** By "Class.setter", the loss with another setting; its default is that of the class. */
  private static Map<String, Loss> changed() {
    Map<String, Loss> all = new TreeMap<>();
    all.put("Huber.delta", new Huber().delta(0.1));
    all.put("CosineSimilarity.axis", new CosineSimilarity().axis(0));
    all.put("BinaryCrossentropy.fromLogits", new BinaryCrossentropy().fromLogits(true));
    all.put("BinaryCrossentropy.labelSmoothing", new BinaryCrossentropy().labelSmoothing(0.2));
    all.put("BinaryCrossentropy.axis", new BinaryCrossentropy().axis(0));
    all.put(
        "BinaryFocalCrossentropy.applyClassBalancing",
        new BinaryFocalCrossentropy().applyClassBalancing(true));
    all.put("BinaryFocalCrossentropy.alpha", balanced().alpha(0.7));
    all.put("BinaryFocalCrossentropy.gamma", new BinaryFocalCrossentropy().gamma(1));
    all.put("BinaryFocalCrossentropy.fromLogits", new BinaryFocalCrossentropy().fromLogits(true));
    all.put(
        "BinaryFocalCrossentropy.labelSmoothing",
        new BinaryFocalCrossentropy().labelSmoothing(0.2));
    all.put("BinaryFocalCrossentropy.axis", new BinaryFocalCrossentropy().axis(0));
    all.put("CategoricalCrossentropy.fromLogits", new CategoricalCrossentropy().fromLogits(true));
    all.put(
        "CategoricalCrossentropy.labelSmoothing",
        new CategoricalCrossentropy().labelSmoothing(0.2));
    all.put("CategoricalCrossentropy.axis", new CategoricalCrossentropy().axis(0));
    all.put("CategoricalFocalCrossentropy.alpha", new CategoricalFocalCrossentropy().alpha(1));
    all.put("CategoricalFocalCrossentropy.gamma", new CategoricalFocalCrossentropy().gamma(0.5));
    all.put(
        "CategoricalFocalCrossentropy.fromLogits",
        new CategoricalFocalCrossentropy().fromLogits(true));
    all.put(
        "CategoricalFocalCrossentropy.labelSmoothing",
        new CategoricalFocalCrossentropy().labelSmoothing(0.2));
    all.put("CategoricalFocalCrossentropy.axis", new CategoricalFocalCrossentropy().axis(0));
    all.put(
        "SparseCategoricalCrossentropy.fromLogits",
        new SparseCategoricalCrossentropy().fromLogits(true));
    all.put(
        "SparseCategoricalCrossentropy.ignoreClass",
        new SparseCategoricalCrossentropy().ignoreClass(2));
    all.put("SparseCategoricalCrossentropy.axis", new SparseCategoricalCrossentropy().axis(0));
    all.put(
        "CategoricalGeneralizedCrossEntropy.q", new CategoricalGeneralizedCrossEntropy().q(0.7));
    all.put("Circle.gamma", new Circle().gamma(2));
    all.put("Circle.margin", new Circle().margin(0.1));
    all.put("Circle.removeDiagonal", new Circle().removeDiagonal(false));
    all.put("Dice.axis", new Dice().axis(1));
    all.put("Tversky.alpha", new Tversky().alpha(0.9));
    all.put("Tversky.beta", new Tversky().beta(0.9));
    all.put("Tversky.axis", new Tversky().axis(1));
    return all;
  }

  private static BinaryFocalCrossentropy balanced() {
    return new BinaryFocalCrossentropy().applyClassBalancing(true);
  }

  static Stream<Arguments> settings() {
    return changed().entrySet().stream().map(e -> arguments(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void eachSettingChangesTheLoss(String setting, Loss changed) {
    Loss plain = setting.equals("BinaryFocalCrossentropy.alpha") ? balanced() : defaultOf(changed);
    // The class numbers of another axis than the last fit a square only.
    Batch batch =
        setting.equals("SparseCategoricalCrossentropy.axis")
            ? new Batch(Batch.doubles(0, 2, 1), Evaluate.uniform(2, 0.05, 0.95, 3, 3))
            : Batch.of(changed);

    assertThat(batch.value(summed(changed))).isNotCloseTo(batch.value(summed(plain)), within(1e-6));
    assertThat(changed.config()).isNotEqualTo(plain.config());
    assertThat(Losses.get(changed.className(), changed.config()).config())
        .isEqualTo(changed.config());
  }

  @Test
  void noSettingIsForgottenHere() {
    Set<String> setters =
        LossContractTest.names()
            .map(name -> Losses.get(name).getClass())
            .flatMap(
                type ->
                    Arrays.stream(type.getDeclaredMethods())
                        .filter(m -> m.getReturnType() == type && m.getParameterCount() == 1)
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .map(m -> type.getSimpleName() + "." + m.getName()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(changed().keySet()).isEqualTo(setters);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            () -> new Huber().delta(0),
            "Huber: delta must be positive and finite. Received: 0.0. Give a number above 0."),
        wrong(() -> new Huber().delta(Double.NaN), "Huber: delta must be positive and finite."),
        wrong(
            () -> new BinaryCrossentropy().labelSmoothing(1.5),
            "BinaryCrossentropy: labelSmoothing must be in [0.0, 1.0]. Received: 1.5. Choose a"
                + " number in that range."),
        wrong(
            () -> new CategoricalCrossentropy().labelSmoothing(-0.1),
            "CategoricalCrossentropy: labelSmoothing must be in [0.0, 1.0]. Received: -0.1."),
        wrong(
            () -> new BinaryFocalCrossentropy().gamma(-1),
            "BinaryFocalCrossentropy: gamma must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new BinaryFocalCrossentropy().alpha(2),
            "BinaryFocalCrossentropy: alpha must be in [0.0, 1.0]. Received: 2.0."),
        wrong(
            () -> new CategoricalFocalCrossentropy().alpha(0.5, -1),
            "CategoricalFocalCrossentropy: alpha must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new CategoricalGeneralizedCrossEntropy().q(1),
            "CategoricalGeneralizedCrossEntropy: q must be in (0, 1). Received: 1.0. Choose a"
                + " number in that range."),
        wrong(() -> new Circle().gamma(0), "Circle: gamma must be positive and finite."),
        wrong(() -> new Circle().margin(Double.NaN), "Circle: margin must be finite."),
        wrong(() -> new Tversky().alpha(-1), "Tversky: alpha must be at least 0 and finite."),
        wrong(() -> new Tversky().beta(-1), "Tversky: beta must be at least 0 and finite."),
        wrong(
            () -> new Huber().reduction("average"),
            "Reduction: the name must be one of [none, sum, sum_over_batch_size, mean,"
                + " mean_with_sample_weight]. Received: \"average\". Choose one of them."));
  }

  private static Arguments wrong(Supplier<Loss> loss, String message) {
    return arguments(loss, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfRangeIsRefused(Supplier<Loss> loss, String message) {
    assertThatIllegalArgumentException().isThrownBy(loss::get).withMessageStartingWith(message);
  }

  @Test
  void oneAlphaPerClassIsRequired() {
    Loss two = new CategoricalFocalCrossentropy().alpha(0.2, 0.8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batch.of(two).value(two))
        .withMessageStartingWith(
            "CategoricalFocalCrossentropy: alpha must have one weight per class. Received: 2"
                + " weights for predictions [4, 3].");
  }

  @Test
  void oneAlphaPerClassWeighsTheClasses() {
    Loss each = new CategoricalFocalCrossentropy().alpha(0.25, 0.25, 0.25);
    Loss one = new CategoricalFocalCrossentropy();

    assertThat(Batch.of(one).value(each)).isCloseTo(Batch.of(one).value(one), within(1e-12));
  }

  /** The sum tells axes of the mean apart, which the mean of all does not. */
  private static Loss summed(Loss loss) {
    return ((NamedLoss<?>) loss).reduction(Reduction.SUM);
  }

  private static Loss defaultOf(Loss loss) {
    return Losses.get(loss.className());
  }
}
