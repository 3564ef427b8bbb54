package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.base.Registry;
import io.hornbill.graph.Shape;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import java.util.List;
import java.util.Locale;
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
        .addFactory(MeanSquaredError::new, "MeanSquaredError", "mean_squared_error", "mse")
        .addFactory(
            RootMeanSquaredError::new, "RootMeanSquaredError", "root_mean_squared_error", "rmse")
        .addFactory(MeanAbsoluteError::new, "MeanAbsoluteError", "mean_absolute_error", "mae")
        .addFactory(
            MeanAbsolutePercentageError::new,
            "MeanAbsolutePercentageError",
            "mean_absolute_percentage_error",
            "mape")
        .addFactory(
            MeanSquaredLogarithmicError::new,
            "MeanSquaredLogarithmicError",
            "mean_squared_logarithmic_error",
            "msle")
        .addFactory(LogCoshError::new, "LogCoshError", "log_cosh_error", "log_cosh", "logcosh")
        .addFactory(CosineSimilarity::new, "CosineSimilarity", "cosine_similarity")
        .addFactory(R2Score::new, "R2Score", "r2_score")
        .addFactory(PearsonCorrelation::new, "PearsonCorrelation", "pearson_correlation")
        .addFactory(
            ConcordanceCorrelation::new, "ConcordanceCorrelation", "concordance_correlation")
        .addFactory(Mean::new, "Mean")
        .addFactory(Sum::new, "Sum");
  }

  private static void classification() {
    REGISTRY
        .addFactory(Accuracy::new, "Accuracy")
        .addFactory(BinaryAccuracy::new, "BinaryAccuracy", "binary_accuracy")
        .addFactory(CategoricalAccuracy::new, "CategoricalAccuracy", "categorical_accuracy")
        .addFactory(
            SparseCategoricalAccuracy::new,
            "SparseCategoricalAccuracy",
            "sparse_categorical_accuracy")
        .addFactory(
            TopKCategoricalAccuracy::new, "TopKCategoricalAccuracy", "top_k_categorical_accuracy")
        .addFactory(
            SparseTopKCategoricalAccuracy::new,
            "SparseTopKCategoricalAccuracy",
            "sparse_top_k_categorical_accuracy")
        .addFactory(BinaryCrossentropy::new, "BinaryCrossentropy", "binary_crossentropy", "bce")
        .addFactory(
            CategoricalCrossentropy::new, "CategoricalCrossentropy", "categorical_crossentropy")
        .addFactory(
            SparseCategoricalCrossentropy::new,
            "SparseCategoricalCrossentropy",
            "sparse_categorical_crossentropy")
        .addFactory(
            KLDivergence::new,
            "KLDivergence",
            "kl_divergence",
            "kullback_leibler_divergence",
            "kld")
        .addFactory(Poisson::new, "Poisson")
        .addFactory(Hinge::new, "Hinge")
        .addFactory(SquaredHinge::new, "SquaredHinge", "squared_hinge")
        .addFactory(CategoricalHinge::new, "CategoricalHinge", "categorical_hinge");
  }

  private static void counting() {
    REGISTRY
        .addFactory(TruePositives::new, "TruePositives", "true_positives")
        .addFactory(TrueNegatives::new, "TrueNegatives", "true_negatives")
        .addFactory(FalsePositives::new, "FalsePositives", "false_positives")
        .addFactory(FalseNegatives::new, "FalseNegatives", "false_negatives")
        .addFactory(Precision::new, "Precision")
        .addFactory(Recall::new, "Recall")
        .addFactory(
            SensitivityAtSpecificity::new, "SensitivityAtSpecificity", "sensitivity_at_specificity")
        .addFactory(
            SpecificityAtSensitivity::new, "SpecificityAtSensitivity", "specificity_at_sensitivity")
        .addFactory(PrecisionAtRecall::new, "PrecisionAtRecall", "precision_at_recall")
        .addFactory(RecallAtPrecision::new, "RecallAtPrecision", "recall_at_precision")
        .addFactory(AUC::new, "AUC")
        .addFactory(F1Score::new, "F1Score", "f1_score")
        .addFactory(FBetaScore::new, "FBetaScore", "f_beta_score")
        .addFactory(config -> keras1FScore("fbeta_score", config), "fbeta_score")
        .addFactory(config -> keras1FScore("fmeasure", config), "fmeasure")
        .addFactory(MatthewsCorrelation::new, "MatthewsCorrelation", "matthews_correlation")
        .addFactory(IoU::new, "IoU", "io_u")
        .addFactory(MeanIoU::new, "MeanIoU", "mean_io_u")
        .addFactory(BinaryIoU::new, "BinaryIoU", "binary_io_u")
        .addFactory(OneHotIoU::new, "OneHotIoU", "one_hot_io_u")
        .addFactory(OneHotMeanIoU::new, "OneHotMeanIoU", "one_hot_mean_io_u");
  }

  /** Losses that Keras has as metrics only by function, and Keras 1's {@code cosine_proximity}. */
  private static void fromLosses() {
    for (String name :
        List.of(
            "huber",
            "cosine_proximity",
            "cosine",
            "binary_focal_crossentropy",
            "categorical_focal_crossentropy",
            "categorical_generalized_cross_entropy")) {
      REGISTRY.addFactory(config -> Metric.of(name, Losses.get(name, config)::apply), name);
    }
  }

  /** Keras 1's F score, over all answers at once, which are rounded. */
  private static Metric keras1FScore(String name, Config config) {
    Config rounded =
        new Config().with("name", name).with("average", "micro").with("threshold", 0.5);
    return new FBetaScore(rounded.withAll(config));
  }

  private Metrics() {}

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
    return REGISTRY.get(name, config);
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
    boolean binary = loss != null && loss.className().startsWith("Binary");
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

  /**
   * Returns the names.
   *
   * @return class names, their snake case and aliases
   */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
