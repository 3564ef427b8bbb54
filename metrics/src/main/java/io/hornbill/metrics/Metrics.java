package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import io.hornbill.graph.Shape;
import io.hornbill.losses.BinaryFocalCrossentropy;
import io.hornbill.losses.CategoricalFocalCrossentropy;
import io.hornbill.losses.CategoricalGeneralizedCrossEntropy;
import io.hornbill.losses.Huber;
import io.hornbill.losses.Loss;
import io.hornbill.losses.NamedLoss;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics by name: Keras' class names, their snake case and aliases, matched without case.
 *
 * <pre>{@code
 * Metrics.get("mae");                       // a new MeanAbsoluteError
 * Metrics.register("my_metric", MyMetric::new);
 * Metrics.names();
 * }</pre>
 */
public final class Metrics {
  private static final Registry<Metric> REGISTRY = new Registry<>("metric", "Metrics");

  static {
    regression();
    classification();
    counting();
    fromLosses();
  }

  private static void regression() {
    REGISTRY
        .add(MeanSquaredError::new, "MeanSquaredError", "mean_squared_error", "mse")
        .add(RootMeanSquaredError::new, "RootMeanSquaredError", "root_mean_squared_error", "rmse")
        .add(MeanAbsoluteError::new, "MeanAbsoluteError", "mean_absolute_error", "mae")
        .add(
            MeanAbsolutePercentageError::new,
            "MeanAbsolutePercentageError",
            "mean_absolute_percentage_error",
            "mape")
        .add(
            MeanSquaredLogarithmicError::new,
            "MeanSquaredLogarithmicError",
            "mean_squared_logarithmic_error",
            "msle")
        .add(LogCoshError::new, "LogCoshError", "log_cosh_error", "log_cosh", "logcosh")
        .add(CosineSimilarity::new, "CosineSimilarity", "cosine_similarity")
        .add(R2Score::new, "R2Score", "r2_score")
        .add(PearsonCorrelation::new, "PearsonCorrelation", "pearson_correlation")
        .add(ConcordanceCorrelation::new, "ConcordanceCorrelation", "concordance_correlation")
        .add(Mean::new, "Mean")
        .add(Sum::new, "Sum");
  }

  private static void classification() {
    REGISTRY
        .add(Accuracy::new, "Accuracy")
        .add(BinaryAccuracy::new, "BinaryAccuracy", "binary_accuracy")
        .add(CategoricalAccuracy::new, "CategoricalAccuracy", "categorical_accuracy")
        .add(
            SparseCategoricalAccuracy::new,
            "SparseCategoricalAccuracy",
            "sparse_categorical_accuracy")
        .add(TopKCategoricalAccuracy::new, "TopKCategoricalAccuracy", "top_k_categorical_accuracy")
        .add(
            SparseTopKCategoricalAccuracy::new,
            "SparseTopKCategoricalAccuracy",
            "sparse_top_k_categorical_accuracy")
        .add(BinaryCrossentropy::new, "BinaryCrossentropy", "binary_crossentropy", "bce")
        .add(CategoricalCrossentropy::new, "CategoricalCrossentropy", "categorical_crossentropy")
        .add(
            SparseCategoricalCrossentropy::new,
            "SparseCategoricalCrossentropy",
            "sparse_categorical_crossentropy")
        .add(
            KLDivergence::new,
            "KLDivergence",
            "kl_divergence",
            "kullback_leibler_divergence",
            "kld")
        .add(Poisson::new, "Poisson")
        .add(Hinge::new, "Hinge")
        .add(SquaredHinge::new, "SquaredHinge", "squared_hinge")
        .add(CategoricalHinge::new, "CategoricalHinge", "categorical_hinge");
  }

  private static void counting() {
    REGISTRY
        .add(TruePositives::new, "TruePositives", "true_positives")
        .add(TrueNegatives::new, "TrueNegatives", "true_negatives")
        .add(FalsePositives::new, "FalsePositives", "false_positives")
        .add(FalseNegatives::new, "FalseNegatives", "false_negatives")
        .add(Precision::new, "Precision")
        .add(Recall::new, "Recall")
        .add(
            SensitivityAtSpecificity::new, "SensitivityAtSpecificity", "sensitivity_at_specificity")
        .add(
            SpecificityAtSensitivity::new, "SpecificityAtSensitivity", "specificity_at_sensitivity")
        .add(PrecisionAtRecall::new, "PrecisionAtRecall", "precision_at_recall")
        .add(RecallAtPrecision::new, "RecallAtPrecision", "recall_at_precision")
        .add(AUC::new, "AUC")
        .add(F1Score::new, "F1Score", "f1_score")
        .add(FBetaScore::new, "FBetaScore", "f_beta_score")
        .add(() -> FBetaScore.ofKeras1("fbeta_score"), "fbeta_score")
        .add(() -> FBetaScore.ofKeras1("fmeasure"), "fmeasure")
        .add(MatthewsCorrelation::new, "MatthewsCorrelation", "matthews_correlation")
        .add(IoU::new, "IoU", "io_u")
        .add(MeanIoU::new, "MeanIoU", "mean_io_u")
        .add(BinaryIoU::new, "BinaryIoU", "binary_io_u")
        .add(OneHotIoU::new, "OneHotIoU", "one_hot_io_u")
        .add(OneHotMeanIoU::new, "OneHotMeanIoU", "one_hot_mean_io_u");
  }

  /** Losses that Keras has as metrics only by function, and Keras 1's {@code cosine_proximity}. */
  private static void fromLosses() {
    Map<String, Supplier<NamedLoss<?>>> losses =
        Map.of(
            "huber", Huber::new,
            "cosine_proximity", io.hornbill.losses.CosineSimilarity::new,
            "cosine", io.hornbill.losses.CosineSimilarity::new,
            "binary_focal_crossentropy", BinaryFocalCrossentropy::new,
            "categorical_focal_crossentropy", CategoricalFocalCrossentropy::new,
            "categorical_generalized_cross_entropy", CategoricalGeneralizedCrossEntropy::new);
    losses.forEach((name, loss) -> REGISTRY.add(() -> new LossFunction(name, loss.get()), name));
  }

  private Metrics() {}

  /** The mean of one of Keras' functions, whose further arguments stand beside it. */
  private static Metric ofFunction(Config config) {
    Config function = config.config("fn");
    String name = function == null ? "" : function.text("config", "");
    return get(name, config.without(List.of("fn", "name"))).name(config.text("name", name));
  }

  /**
   * Makes the metric of a name, with default settings.
   *
   * @param name a class name, its snake case or an alias
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Metric get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the metric of a name from settings.
   *
   * @param name a class name, its snake case or an alias
   * @param config the settings, in Keras' field names
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static Metric get(String name, Config config) {
    return name.equals("MeanMetricWrapper") && config.has("fn")
        ? ofFunction(config)
        : REGISTRY.get(name, config);
  }

  /**
   * Makes the metric of a name for a model's output. {@code accuracy}, {@code acc}, {@code
   * crossentropy} and {@code ce} stand for the binary, the sparse categorical or the categorical
   * form, by the shapes and the loss. The metric bears the name as it was given.
   *
   * @param name a name
   * @param yTrue the shape of the targets
   * @param yPred the shape of the predictions
   * @param loss the loss of that output; null if it has none
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Metric resolve(String name, Shape yTrue, Shape yPred, @Nullable Loss loss) {
    String kind =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "accuracy", "acc" -> "accuracy";
          case "crossentropy", "ce" -> "crossentropy";
          default -> "";
        };
    return get(kind.isEmpty() ? name : form(yTrue, yPred, loss) + kind).name(name);
  }

  private static String form(Shape yTrue, Shape yPred, @Nullable Loss loss) {
    boolean single = yPred.rank() == 0 || yPred.last() == 1;
    if (single) {
      return "binary_";
    }
    boolean sparse = yTrue.rank() < yPred.rank() || yTrue.last() == 1;
    if (sparse) {
      return "sparse_categorical_";
    }
    // Several yes-or-no answers per sample have the shapes of one-hot classes: the loss tells them.
    boolean binary = loss != null && loss.isBinary();
    return binary ? "binary_" : "categorical_";
  }

  /**
   * Adds a metric of your own.
   *
   * @param name its name
   * @param factory makes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Metric> factory) {
    REGISTRY.register(name, factory);
  }

  /** {@return class names, their snake case and aliases} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
