package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.internal.Parts;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a model is trained for, and how.
 *
 * <pre>{@code
 * model.compile(c -> c.optimizer("rmsprop").loss("mse").metrics("mae"));
 * model.compile(c -> c.optimizer("adam").loss("price", "mse").loss("kind", "categorical_crossentropy")
 *                     .lossWeights(Map.of("price", 0.1)).metrics("kind", "accuracy"));
 * }</pre>
 */
public final class CompileOptions {
  private Optimizer optimizer = Optimizers.get("rmsprop");
  private @Nullable Loss lossOfAll;
  private List<@Nullable Loss> lossByPosition = List.of();
  private final Map<String, Loss> lossByName = new LinkedHashMap<>();
  private double[] weightByPosition = {};
  private final Map<String, Double> weightByName = new LinkedHashMap<>();
  private final OutputMetrics metrics = new OutputMetrics();
  private final OutputMetrics weightedMetrics = new OutputMetrics();
  private @Nullable Boolean bfloat16;
  private Remat remat = Remat.none();
  private boolean chosen;
  private @Nullable Consumer<StepDraft> step;

  /** Makes options: RMSprop, and neither loss nor metrics. */
  public CompileOptions() {}

  /**
   * Sets the optimizer.
   *
   * @param newOptimizer the optimizer
   * @return these options
   */
  public CompileOptions optimizer(Optimizer newOptimizer) {
    optimizer = Checks.given("compile", "optimizer", newOptimizer);
    chosen = true;
    return this;
  }

  /**
   * Sets the optimizer.
   *
   * @param name its name
   * @return these options
   * @throws IllegalArgumentException if the name is unknown
   */
  public CompileOptions optimizer(String name) {
    return optimizer(Optimizers.get(name));
  }

  /**
   * Sets the loss of every output.
   *
   * @param loss the loss
   * @return these options
   */
  public CompileOptions loss(Loss loss) {
    lossOfAll = Checks.given("compile", "loss", loss);
    return this;
  }

  /**
   * Sets the loss of every output.
   *
   * @param name its name
   * @return these options
   * @throws IllegalArgumentException if the name is unknown
   */
  public CompileOptions loss(String name) {
    return loss(ShapedCrossentropy.get(name));
  }

  /**
   * Sets the loss of one output; outputs without one are not trained.
   *
   * @param output the name of the output
   * @param loss the loss
   * @return these options
   */
  public CompileOptions loss(String output, Loss loss) {
    lossByName.put(output, loss);
    return this;
  }

  /**
   * Sets the loss of one output; outputs without one are not trained.
   *
   * @param output the name of the output
   * @param name the name of the loss
   * @return these options
   * @throws IllegalArgumentException if the name is unknown
   */
  public CompileOptions loss(String output, String name) {
    return loss(output, ShapedCrossentropy.get(name));
  }

  /**
   * Sets the losses of some outputs; outputs without one are not trained.
   *
   * @param byOutput names of losses or {@link Loss}es by the outputs' names; null for an output
   *     that is not trained
   * @return these options
   * @throws IllegalArgumentException if a name is unknown, or a value is neither
   */
  public CompileOptions loss(Map<String, ?> byOutput) {
    byOutput.forEach(
        (output, value) -> {
          Loss loss = lossOf(value);
          if (loss != null) {
            loss(output, loss);
          }
        });
    return this;
  }

  /**
   * Sets the losses of the outputs by their position.
   *
   * @param byPosition a name of a loss or a {@link Loss} per output; null for one that is not
   *     trained
   * @return these options
   * @throws IllegalArgumentException if a name is unknown, or a value is neither
   */
  public CompileOptions loss(List<?> byPosition) {
    List<@Nullable Loss> losses = new ArrayList<>();
    for (Object value : byPosition) {
      losses.add(lossOf(value));
    }
    lossByPosition = losses;
    return this;
  }

  private static @Nullable Loss lossOf(@Nullable Object value) {
    if (value == null || value instanceof Loss) {
      return (Loss) value;
    }
    if (value instanceof String name) {
      return ShapedCrossentropy.get(name);
    }
    throw Fault.of("compile")
        .expected("a loss must be a name or a Loss")
        .received(value.getClass().getSimpleName())
        .remedy("Losses.names() has the names.")
        .argument();
  }

  /**
   * Sets the losses of the outputs by their position.
   *
   * @param losses one per output; null for one that is not trained
   * @return these options
   */
  public CompileOptions losses(@Nullable Loss... losses) {
    lossByPosition = new ArrayList<>(Arrays.asList(losses));
    return this;
  }

  /**
   * Sets the losses of the outputs by their position.
   *
   * @param names one name per output; null for one that is not trained
   * @return these options
   * @throws IllegalArgumentException if a name is unknown
   */
  public CompileOptions losses(@Nullable String... names) {
    List<@Nullable Loss> losses = new ArrayList<>();
    for (String name : names) {
      losses.add(name == null ? null : ShapedCrossentropy.get(name));
    }
    lossByPosition = losses;
    return this;
  }

  /**
   * Sets how much the outputs' losses count in the sum.
   *
   * @param weights one factor per output
   * @return these options
   */
  public CompileOptions lossWeights(double... weights) {
    for (double weight : weights) {
      Checks.finite("Model", "lossWeights", weight);
    }
    weightByPosition = weights.clone();
    return this;
  }

  /**
   * Sets how much the outputs' losses count in the sum.
   *
   * @param weights factors by the outputs' names; 1 for others
   * @return these options
   */
  public CompileOptions lossWeights(Map<String, Double> weights) {
    weights.values().forEach(weight -> Checks.finite("Model", "lossWeights", weight));
    weightByName.putAll(weights);
    return this;
  }

  /**
   * Sets what is reported of every output that has a target, without sample weights; or of each
   * output by its place, as in {@code metrics(List.of(List.of("mae"), List.of("accuracy")))}.
   *
   * @param newMetrics names or {@link io.hornbill.metrics.Metric}s; or a list of as many lists of
   *     them as there are outputs, null or empty for none
   * @return these options
   * @throws IllegalArgumentException if a name is unknown
   */
  public CompileOptions metrics(Object... newMetrics) {
    metrics.set(newMetrics);
    return this;
  }

  /**
   * Sets that a function of yours is reported of every output that has a target, named {@code
   * "metric"}; {@link Metric#of} gives it another name.
   *
   * @param metric computes of targets and predictions {@code [batch, ...]} a single number for the
   *     batch, or one value per sample or position {@code [batch, ...]}
   * @return these options
   */
  public CompileOptions metrics(BinaryOperator<Tensor> metric) {
    return metrics(Metric.of("metric", metric));
  }

  /**
   * Sets what is reported of some outputs, without sample weights.
   *
   * @param byOutput names or {@link io.hornbill.metrics.Metric}s by the outputs' names
   * @return these options
   * @throws IllegalArgumentException if a name is unknown
   */
  public CompileOptions metrics(Map<String, ?> byOutput) {
    metrics.set(byOutput);
    return this;
  }

  /**
   * Sets what is reported of every output that has a target, with sample weights; or of each output
   * by its place, as in {@code weightedMetrics(List.of(List.of("mae"), List.of("accuracy")))}.
   *
   * @param newMetrics names or {@link io.hornbill.metrics.Metric}s; or a list of as many lists of
   *     them as there are outputs, null or empty for none
   * @return these options
   * @throws IllegalArgumentException if a name is unknown
   */
  public CompileOptions weightedMetrics(Object... newMetrics) {
    weightedMetrics.set(newMetrics);
    return this;
  }

  /**
   * Sets what is reported of some outputs, with sample weights.
   *
   * @param byOutput names or {@link io.hornbill.metrics.Metric}s by the outputs' names
   * @return these options
   * @throws IllegalArgumentException if a name is unknown
   */
  public CompileOptions weightedMetrics(Map<String, ? extends List<?>> byOutput) {
    weightedMetrics.set(byOutput);
    return this;
  }

  /**
   * Sets the precision of matrix products and convolutions in training and in predictions: with
   * {@code "mixed_bfloat16"} their operands are rounded to bfloat16 where the processor multiplies
   * such numbers; sums, weights and all else stay floats. If not set, the policies of the layers
   * decide.
   *
   * @param policy {@code "mixed_bfloat16"}, or {@code "float32"} for none
   * @return these options
   * @throws IllegalArgumentException if it is neither
   */
  public CompileOptions mixedPrecision(String policy) {
    if (!policy.equals("mixed_bfloat16") && !policy.equals("float32")) {
      throw Fault.of("Model")
          .expected("mixedPrecision must be \"mixed_bfloat16\" or \"float32\"")
          .received("\"%s\"", policy)
          .remedy("Choose one.")
          .argument();
    }
    bfloat16 = policy.equals("mixed_bfloat16");
    return this;
  }

  /**
   * Sets which results steps of training compute a second time for the gradients, in the place of
   * keeping them: less memory for more time, as by Keras' {@code RematScope}. If not set, {@link
   * Remat#none()}.
   *
   * <pre>{@code
   * model.compile(c -> c.optimizer("adam").loss("mse").remat(Remat.full()));
   * }</pre>
   *
   * @param newRemat which results
   * @return these options
   */
  public CompileOptions remat(Remat newRemat) {
    remat = Checks.given("compile", "remat", newRemat);
    return this;
  }

  /**
   * Sets what a step of training computes, in the place of loss and metrics; {@code fit} and {@code
   * evaluate} then run it on each batch. Its inputs are the arrays of the data, then those of the
   * targets, if there are any.
   *
   * <pre>{@code
   * model.compile(c -> c.optimizer(new Adam(1e-3)).step(s -> {
   *   Tensor x = s.input();
   *   Tensor y = s.input();
   *   s.minimize("loss", mean(square(s.call(model, x).minus(y))), model);
   * }));
   * model.fit(x, y, f -> f.epochs(3));
   * }</pre>
   *
   * @param definition says what is computed; called anew for each shape of the data, for training
   *     and for evaluation, in which nothing is lowered
   * @return these options
   */
  public CompileOptions step(Consumer<StepDraft> definition) {
    step = definition;
    return this;
  }

  @Nullable Consumer<StepDraft> step() {
    return step;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  boolean isOptimizerChosen() {
    return chosen;
  }

  /** What callbacks see, if none was chosen, is the first optimizer that a step lowers by. */
  void lowersBy(Optimizer used) {
    if (!chosen) {
      optimizer(used);
    }
  }

  /** What is compiled, in the form of Keras 3's {@code compile_config}. */
  Config config() {
    Config config = new Config();
    config.with("optimizer", Parts.write("keras.optimizers", optimizer.name(), optimizer.config()));
    config.with("loss", CompileConfig.byOutput(lossOfAll, lossByPosition, lossByName));
    config.with("loss_weights", lossWeights());
    config.with("metrics", metrics.config());
    config.with("weighted_metrics", weightedMetrics.config());
    return config
        .with("run_eagerly", false)
        .with("steps_per_execution", 1)
        .with("jit_compile", "auto");
  }

  private @Nullable Object lossWeights() {
    if (!weightByName.isEmpty()) {
      return new Config(weightByName);
    }
    List<Object> list = new ArrayList<>();
    for (double weight : weightByPosition) {
      list.add(weight);
    }
    return list.isEmpty() ? null : list;
  }

  /** Says whether the user wants bfloat16; if not said, the policies of the layers decide. */
  boolean bfloat16(Layer network) {
    Boolean wanted = bfloat16;
    return wanted == null ? wantsBfloat16(network) : wanted;
  }

  /** Which results are computed a second time. */
  Remat remat() {
    return remat;
  }

  /** Says whether the user has asked for bfloat16 besides the policies of the layers. */
  boolean isBfloat16Asked() {
    return bfloat16 != null && bfloat16;
  }

  /** Says whether a layer has a policy of bfloat16. */
  private static boolean wantsBfloat16(Layer layer) {
    return layer.dtypePolicy().endsWith("bfloat16")
        || layer.sublayers().stream().anyMatch(CompileOptions::wantsBfloat16);
  }

  /** Says for each output what it is trained for; checks the names and numbers. */
  List<OutputTask> tasks(String owner, List<String> outputs) {
    checkNames(owner, "loss", lossByName, outputs);
    checkNames(owner, "lossWeights", weightByName, outputs);
    checkNames(owner, "metrics", metrics.byName(), outputs);
    checkNames(owner, "weightedMetrics", weightedMetrics.byName(), outputs);
    checkCount(owner, "losses", lossByPosition.size(), outputs);
    checkCount(owner, "lossWeights", weightByPosition.length, outputs);
    checkCount(owner, "metrics", metrics.count(), outputs);
    checkCount(owner, "weightedMetrics", weightedMetrics.count(), outputs);
    List<OutputTask> tasks = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      String name = outputs.get(i);
      Loss positioned = i < lossByPosition.size() ? lossByPosition.get(i) : lossOfAll;
      Loss loss = lossByName.containsKey(name) ? lossByName.get(name) : positioned;
      double weight = i < weightByPosition.length ? weightByPosition[i] : 1;
      tasks.add(
          new OutputTask(
              name,
              loss,
              weightByName.getOrDefault(name, weight),
              metrics.of(i, name, loss != null),
              weightedMetrics.of(i, name, loss != null)));
    }
    return tasks;
  }

  private static void checkNames(
      String owner, String what, Map<String, ?> byName, List<String> outputs) {
    for (String name : byName.keySet()) {
      if (!outputs.contains(name)) {
        throw Fault.of(owner)
            .expected("%s must name an output", what)
            .received("\"%s\"", name)
            .remedy("Choose among %s.", outputs)
            .argument();
      }
    }
  }

  private static void checkCount(String owner, String what, int count, List<String> outputs) {
    if (count != 0 && count != outputs.size()) {
      throw Fault.of(owner)
          .expected("%s must have one entry per output, %s", what, outputs.size())
          .received(count)
          .remedy("Set them by name to leave some out.")
          .argument();
    }
  }
}
