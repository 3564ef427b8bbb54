package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ProgbarLogger;
import io.hornbill.callbacks.TrainedLayer;
import io.hornbill.callbacks.TrainingModel;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.Strings;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.ArrayFeed;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Feed;
import io.hornbill.data.internal.feeds.SourceFeed;
import io.hornbill.engine.PlanOptions;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.HostLayer;
import io.hornbill.layers.Network;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that can be compiled, fitted, evaluated and asked; users meet it as {@code Model},
 * whose description says what several threads may do.
 */
public abstract class TrainableModel extends Network implements TrainingModel, AutoCloseable {
  /** Keras 2 and 3; of Keras 3 those from 3.3 on. */
  private static final Pattern VERSIONS =
      Pattern.compile("2(\\.\\d+){0,2}|3|3\\.([3-9]|\\d{2,3})(\\.\\d+)?");

  private final Usage usage = new Usage(this::name);
  private volatile @Nullable CompileOptions compiled;
  private volatile @Nullable Trainer trainer;
  private volatile String kerasVersion = "3";
  private volatile @Nullable Predictor predictor;

  /** Makes a model that is not defined yet. */
  protected TrainableModel() {}

  /**
   * Defines a model that learns the shape of its input from the data; does nothing for others.
   *
   * @param shapes the shapes of the data, the batch axis being -1
   */
  protected void defineFor(List<Shape> shapes) {}

  // Who may do what.

  @Override
  protected final void asking(String call) {
    usage.requireOpen(call);
  }

  @Override
  protected final void changing(String call, Runnable change) {
    boolean begun = usage.beginChange(call);
    try {
      change.run();
    } finally {
      if (begun) {
        usage.end();
      }
    }
  }

  /** Runs something that trains or compiles: one at a time, and never within another. */
  final <T> T training(String call, Supplier<T> action) {
    usage.begin(call);
    try {
      return action.get();
    } finally {
      usage.end();
    }
  }

  // Compiling.

  /**
   * Says what the model is trained for, and how. Who asks meanwhile on another thread gets answers
   * of the model as it was compiled before.
   *
   * @param options sets optimizer, loss, metrics and more
   * @throws IllegalArgumentException if the options do not fit the model
   * @throws IllegalStateException while this or another thread trains or changes the model; after
   *     {@code close}
   */
  public final void compile(Consumer<CompileOptions> options) {
    CompileOptions chosen = new CompileOptions();
    Checks.given("compile", "options", options).accept(chosen);
    compile(chosen);
  }

  private void compile(CompileOptions chosen) {
    training(
        "compile",
        () -> {
          Trainer next = null;
          if (isDefined()) {
            buildAsDefined();
            next = new Trainer(this, usage, chosen);
          }
          replace(chosen, next);
          return chosen;
        });
  }

  /** What asks by the trainer before keeps it to its end. */
  private void replace(CompileOptions chosen, @Nullable Trainer next) {
    Trainer before;
    synchronized (usage) {
      before = trainer;
      compiled = chosen;
      trainer = next;
    }
    if (before != null) {
      before.close();
    }
    dropPredictor();
  }

  /** Drops the plans of a model that is put together anew; it stays compiled. */
  protected final void dropPlans() {
    CompileOptions known = compiled;
    if (known == null) {
      dropPredictor();
    } else {
      replace(known, null);
    }
  }

  /**
   * Says what the model is trained for.
   *
   * @param optimizer the optimizer's name
   * @param loss the loss' name
   * @param metrics names or {@link io.hornbill.metrics.Metric}s
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(String optimizer, String loss, Object... metrics) {
    compile(Optimizers.get(optimizer), ShapedCrossentropy.get(loss), metrics);
  }

  /**
   * Says what the model is trained for.
   *
   * @param optimizer the optimizer's name
   * @param loss the loss
   * @param metrics names or {@link io.hornbill.metrics.Metric}s
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(String optimizer, Loss loss, Object... metrics) {
    compile(Optimizers.get(optimizer), loss, metrics);
  }

  /**
   * Says what the model is trained for.
   *
   * @param optimizer the optimizer
   * @param loss the loss' name
   * @param metrics names or {@link io.hornbill.metrics.Metric}s
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(Optimizer optimizer, String loss, Object... metrics) {
    compile(optimizer, ShapedCrossentropy.get(loss), metrics);
  }

  /**
   * Says what the model is trained for.
   *
   * @param optimizer the optimizer
   * @param loss the loss
   * @param metrics names or {@link io.hornbill.metrics.Metric}s
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(Optimizer optimizer, Loss loss, Object... metrics) {
    compile(c -> c.optimizer(optimizer).loss(loss).metrics(metrics));
  }

  /**
   * Says by what the model is trained. Its loss is what its layers add by {@code addLoss}, or an
   * own step's.
   *
   * @param optimizer the optimizer's name
   */
  public final void compile(String optimizer) {
    compile(c -> c.optimizer(optimizer));
  }

  /**
   * Says what a model of several outputs is trained for.
   *
   * <pre>{@code
   * model.compile("adam", List.of("mse", "sparse_categorical_crossentropy"), "accuracy");
   * }</pre>
   *
   * @param optimizer the optimizer's name
   * @param losses names of losses or losses, one per output
   * @param metrics names or {@link io.hornbill.metrics.Metric}s, for each of the outputs
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(String optimizer, List<?> losses, Object... metrics) {
    compile(c -> c.optimizer(optimizer).loss(losses).metrics(metrics));
  }

  /**
   * Says what a model of several outputs is trained for.
   *
   * @param optimizer the optimizer's name
   * @param losses names of losses or losses, by the outputs' names
   * @param metrics names or {@link io.hornbill.metrics.Metric}s, for each of the outputs
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(String optimizer, Map<String, ?> losses, Object... metrics) {
    compile(c -> c.optimizer(optimizer).loss(losses).metrics(metrics));
  }

  /**
   * Says by what the model is trained. Its loss is what its layers add by {@code addLoss}, or an
   * own step's.
   *
   * @param optimizer the optimizer
   */
  public final void compile(Optimizer optimizer) {
    compile(c -> c.optimizer(optimizer));
  }

  /**
   * Says what a model of several outputs is trained for.
   *
   * <pre>{@code
   * model.compile("adam", List.of("mse", "sparse_categorical_crossentropy"), "accuracy");
   * }</pre>
   *
   * @param optimizer the optimizer
   * @param losses names of losses or losses, one per output
   * @param metrics names or {@link io.hornbill.metrics.Metric}s, for each of the outputs
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(Optimizer optimizer, List<?> losses, Object... metrics) {
    compile(c -> c.optimizer(optimizer).loss(losses).metrics(metrics));
  }

  /**
   * Says what a model of several outputs is trained for.
   *
   * @param optimizer the optimizer
   * @param losses names of losses or losses, by the outputs' names
   * @param metrics names or {@link io.hornbill.metrics.Metric}s, for each of the outputs
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(Optimizer optimizer, Map<String, ?> losses, Object... metrics) {
    compile(c -> c.optimizer(optimizer).loss(losses).metrics(metrics));
  }

  /**
   * Says what the model is trained for, and reports a function of yours, named {@code "metric"}.
   *
   * <pre>{@code
   * model.compile("adam", "mse", (yTrue, yPred) -> Ops.mean(Ops.abs(yTrue.minus(yPred))));
   * }</pre>
   *
   * @param optimizer the optimizer's name
   * @param loss the loss' name
   * @param metric computes of targets and predictions {@code [batch, ...]} a single number for the
   *     batch, or one value per sample or position {@code [batch, ...]}
   * @throws IllegalArgumentException if a name is unknown
   */
  public final void compile(String optimizer, String loss, BinaryOperator<Tensor> metric) {
    compile(Optimizers.get(optimizer), ShapedCrossentropy.get(loss), Metric.of("metric", metric));
  }

  /**
   * Says what the model is trained for, and reports a function of yours, named {@code "metric"}.
   *
   * @param optimizer the optimizer
   * @param loss the loss' name
   * @param metric computes of targets and predictions {@code [batch, ...]} a single number for the
   *     batch, or one value per sample or position {@code [batch, ...]}
   * @throws IllegalArgumentException if the name is unknown
   */
  public final void compile(Optimizer optimizer, String loss, BinaryOperator<Tensor> metric) {
    compile(optimizer, ShapedCrossentropy.get(loss), Metric.of("metric", metric));
  }

  /**
   * Says what the model is trained for, and reports a function of yours, named {@code "metric"}.
   *
   * @param optimizer the optimizer's name
   * @param loss the loss
   * @param metric computes of targets and predictions {@code [batch, ...]} a single number for the
   *     batch, or one value per sample or position {@code [batch, ...]}
   * @throws IllegalArgumentException if the name is unknown
   */
  public final void compile(String optimizer, Loss loss, BinaryOperator<Tensor> metric) {
    compile(Optimizers.get(optimizer), loss, Metric.of("metric", metric));
  }

  /**
   * Says what the model is trained for, and reports a function of yours, named {@code "metric"}.
   *
   * @param optimizer the optimizer
   * @param loss the loss
   * @param metric computes of targets and predictions {@code [batch, ...]} a single number for the
   *     batch, or one value per sample or position {@code [batch, ...]}
   */
  public final void compile(Optimizer optimizer, Loss loss, BinaryOperator<Tensor> metric) {
    compile(optimizer, loss, Metric.of("metric", metric));
  }

  /**
   * Says whether {@code compile} was called.
   *
   * @return true afterwards
   */
  public final boolean isCompiled() {
    return compiled != null;
  }

  /**
   * Returns the optimizer.
   *
   * @return the optimizer of the last compile
   * @throws IllegalStateException if the model is not compiled
   */
  @Override
  public final Optimizer optimizer() {
    return requireCompiled("optimizer").optimizer();
  }

  /**
   * Returns what the model is compiled for.
   *
   * @return optimizer, loss, loss weights and metrics in the form of Keras 3's {@code
   *     compile_config}; null if the model is not compiled, or for a step of your own
   */
  public final @Nullable Config compileConfig() {
    usage.requireOpen("compileConfig");
    CompileOptions known = compiled;
    return known == null || known.step() != null ? null : known.config();
  }

  /**
   * Says for which Keras files of the model are where no file is for all. Files for Keras 3 hold
   * what an optimizer remembers in the order of Keras 3.10 and later; some, such as {@code Nadam},
   * have another one before. {@code .h5} files hold tensors that calls take by name, such as masks
   * and what {@code MultiHeadAttention} attends to, in another form for Keras 2.
   *
   * <pre>{@code
   * model.kerasVersion("3.8");
   * model.save("model.keras");
   * }</pre>
   *
   * @param version {@code "3"} for Keras 3, as in a new model; {@code "2"} for Keras 2, as after
   *     loading a file of it; or such as {@code "3.3"} and {@code "3.8.0"} for one of Keras 3, from
   *     3.3 on
   * @throws IllegalArgumentException if it is none of these
   */
  public final void kerasVersion(String version) {
    if (!VERSIONS.matcher(Checks.given("Model", "kerasVersion", version)).matches()) {
      throw Fault.of("Model")
          .expected("kerasVersion must be 2, 3, or a version of Keras 3 from 3.3 on")
          .received(version)
          .remedy("Leave it out for a file that newer versions open.")
          .argument();
    }
    kerasVersion = version;
  }

  /**
   * Returns for which Keras files of the model are where no file is for all.
   *
   * @return {@code "3"} in a new model
   */
  public final String kerasVersion() {
    return kerasVersion;
  }

  /**
   * Compiles the model as a configuration says.
   *
   * @param config what {@link #compileConfig()} gave, or Keras 3 wrote
   * @throws IllegalArgumentException if a part is unknown, or does not fit the model
   */
  public final void compileFrom(Config config) {
    compile(CompileConfig.read(config, isDefined() ? outputNames() : List.of()));
  }

  /**
   * Returns what the optimizer remembers; makes it if need be.
   *
   * @return the variables in Keras' order: the iteration counter, the learning rate unless it
   *     follows a schedule, the slots; empty if the model is not compiled
   */
  public final List<Variable> optimizerVariables() {
    usage.requireOpen("optimizerVariables");
    CompileOptions known = compiled;
    return known == null || known.step() != null || !isDefined()
        ? List.of()
        : trainer().builder().buildOptimizer();
  }

  /**
   * Returns what optimizers remember, as files keep it.
   *
   * @return the variables by the places of the optimizers: {@code optimizer} for the one that the
   *     model is compiled with; of a step of your own those that it has used so far, or that were
   *     {@linkplain #restoreOptimizers restored}: under the field of the model that holds one,
   *     {@code critic_optimizer}, or else as {@code optimizers/adam}
   */
  public final Map<String, List<Variable>> optimizerStates() {
    CompileOptions known = compiled;
    if (known == null || known.step() == null) {
      List<Variable> variables = optimizerVariables();
      return variables.isEmpty() ? Map.of() : Map.of(StepOptimizers.MAIN, variables);
    }
    usage.requireOpen("optimizerStates");
    Trainer made = trainer;
    return made == null ? Map.of() : made.builder().saved().variables();
  }

  /**
   * Returns where files may have what the optimizers of a step of your own remember.
   *
   * @return the places, of which {@code optimizers} is a folder of several; empty for a model that
   *     is not compiled for such a step
   */
  public final List<String> optimizerPlaces() {
    CompileOptions known = compiled;
    return known == null || known.step() == null ? List.of() : trainer().builder().saved().places();
  }

  /**
   * Sets what the optimizers of a step of your own remember. Those that the step has not used yet
   * take it when it does; one that has other variables then starts anew, with a warning.
   *
   * @param states arrays by the places of {@link #optimizerStates()}
   */
  public final void restoreOptimizers(Map<String, List<INDArray>> states) {
    trainer().builder().saved().restore(states);
  }

  /** All that training changes from one step to the next, as far as it is saved. */
  final List<Variable> state() {
    Set<Variable> all = new LinkedHashSet<>(weights());
    all.addAll(trainer().builder().buildOptimizer());
    return new ArrayList<>(all);
  }

  /** The options of the last compile. */
  final CompileOptions requireCompiled(String caller) {
    usage.requireOpen(caller);
    CompileOptions known = compiled;
    if (known == null) {
      throw Fault.of("Model \"%s\"", name())
          .expected("%s() was called before compile()", caller)
          .received("a model without optimizer and loss")
          .remedy("Call compile(optimizer, loss) first.")
          .state();
    }
    return known;
  }

  /** The trainer of a compiled model, which is defined by the data if it was not before. */
  final Trainer trainer(String caller, List<INDArray> x) {
    if (requireCompiled(caller).step() == null) {
      define(x);
    }
    return trainer();
  }

  /** Refuses what must know the loss of a step. */
  final void requireNoOwnStep(String caller) {
    if (requireCompiled(caller).step() != null) {
      throw Fault.of("Model \"%s\"", name())
          .expected("%s needs a model that is compiled for a loss", caller)
          .received("a step of your own")
          .remedy("Use fit, or an OwnStep alone.")
          .state();
    }
  }

  /** The trainer of a compiled and defined model. */
  final Trainer trainer() {
    Trainer known = trainer;
    if (known != null) {
      return known;
    }
    synchronized (usage) {
      known = trainer;
      if (known == null) {
        known = new Trainer(this, usage, requireCompiled("fit"));
        trainer = known;
      }
      return known;
    }
  }

  /** The batches of a source, with targets. */
  final Feed feed(
      String caller, BatchSource source, int prefetch, Map<Integer, Double> classWeight) {
    boolean own = requireCompiled(caller).step() != null;
    return new SourceFeed(
        own ? source : hosted(source),
        dataType(),
        prefetch,
        buffer -> {
          Batch batch = buffer.batch();
          Trainer known = trainer(caller, batch.x());
          return new Preparation(this)
              .started()
              .examples(known.builder(), batch, classWeight, rows -> buffer.weights(0, rows));
        });
  }

  /**
   * The batches with what the plan begins with; layers that are computed in Java are so on the
   * thread that reads ahead.
   */
  private BatchSource hosted(BatchSource source) {
    boolean isHosted =
        isDefined()
            ? !starts().equals(inputs())
            : sublayers().stream().anyMatch(HostLayer.class::isInstance);
    return isHosted ? new HostedSource(source, startsType(), this::started) : source;
  }

  private Batch started(Batch batch) {
    define(batch.x());
    return new Batch(new Preparation(this).starts(batch.x()), batch.y(), batch.weights());
  }

  private void define(List<INDArray> x) {
    new Preparation(this).checkOpen("x", x);
    defineOnce(
        () -> {
          List<Shape> shapes = new ArrayList<>();
          for (INDArray array : x) {
            if (array.isEmpty() || array.rank() <= 0) {
              throw Fault.of("Model \"%s\"", name())
                  .expected("x must have at least one row")
                  .received(Shape.of(array.shape()))
                  .remedy("Pass an array [rows, …].")
                  .argument();
            }
            shapes.add(Shape.of(array.shape()).with(0, Shape.UNKNOWN));
          }
          defineFor(shapes);
        });
    buildAsDefined();
  }

  /** A list of one, which may be a null to be refused later. */
  private static List<INDArray> one(INDArray array) {
    return Collections.singletonList(array);
  }

  // Fitting.

  /**
   * Trains the model: batches of 32, one epoch.
   *
   * @param x the data, {@code [rows, ...]}, of any type
   * @param y the targets, {@code [rows, ...]}, of any type
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model; after {@code close}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(INDArray x, INDArray y) {
    return fit(x, y, f -> {});
  }

  /**
   * Trains the model.
   *
   * @param x the data, {@code [rows, ...]}, of any type
   * @param y the targets, {@code [rows, ...]}, of any type
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model; after {@code close}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(INDArray x, INDArray y, Consumer<FitOptions> options) {
    return fit(one(x), one(y), options);
  }

  /**
   * Trains a model of several inputs or outputs.
   *
   * @param x one array, or list of strings or of numbers, per input, by the inputs' names
   * @param y one array per output, by the outputs' names
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model; after {@code close}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(
      Map<String, ?> x, Map<String, INDArray> y, Consumer<FitOptions> options) {
    Preparation prepare = new Preparation(this);
    return fit(prepare.byInput(x), prepare.byOutput("y", y), options);
  }

  /**
   * Trains a model of several inputs and one output.
   *
   * @param x one array, or list of strings or of numbers, per input, by the inputs' names
   * @param y the targets, {@code [rows, ...]}, of any type
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model; after {@code close}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(Map<String, ?> x, INDArray y, Consumer<FitOptions> options) {
    return fit(new Preparation(this).byInput(x), one(y), options);
  }

  /**
   * Trains a model that begins with strings.
   *
   * @param x one string per row
   * @param y the targets, {@code [rows, ...]}, of any type
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data does not fit the model; then nothing was changed
   */
  public final History fit(Collection<String> x, INDArray y, Consumer<FitOptions> options) {
    return fit(Strings.encode(x), y, options);
  }

  /**
   * Trains a model of several inputs or outputs.
   *
   * @param x one array per input
   * @param y one array per output, or per output with a loss
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model; after {@code close}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(List<INDArray> x, List<INDArray> y, Consumer<FitOptions> options) {
    FitOptions chosen = new FitOptions();
    Checks.given("fit", "options", options).accept(chosen);
    return training("fit", () -> new Fitting(this, chosen).arrays(x, y));
  }

  /**
   * Trains a model of several inputs or outputs: batches of 32, one epoch.
   *
   * @param x one array per input
   * @param y one array per output, or per output with a loss
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model; then nothing was changed
   */
  public final History fit(List<INDArray> x, List<INDArray> y) {
    return fit(x, y, f -> {});
  }

  /**
   * Trains the model on Java's arrays and lists: batches of 32, one epoch.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, a list
   *     of one of these per input, or a map of these by the inputs' names
   * @param y the targets, likewise
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  public final History fit(Object x, Object y) {
    return fit(x, y, f -> {});
  }

  /**
   * Trains the model on Java's arrays and lists.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, a list
   *     of one of these per input, or a map of these by the inputs' names
   * @param y the targets, likewise
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  @SuppressWarnings("overloads") // a lambda for the targets tells them apart
  public final History fit(Object x, Object y, Consumer<FitOptions> options) {
    JavaData data = new JavaData(this);
    return fit(data.inputs(x), data.outputs(y), options);
  }

  /**
   * Trains the model on data without targets, as a step of your own may need no others: batches of
   * 32, one epoch.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  public final History fit(Object x) {
    return fit(x, f -> {});
  }

  /**
   * Trains the model on data without targets, as a step of your own may need no others.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param options sets batch size, epochs, validation and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  public final History fit(Object x, Consumer<FitOptions> options) {
    return fit(new JavaData(this).inputs(x), List.of(), options);
  }

  /**
   * Trains the model on records: one epoch.
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param y makes the target of a record: a number, an array of numbers, or a map of these by the
   *     outputs' names
   * @param <R> the type of the records
   * @return what the epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  @SuppressWarnings("overloads") // a lambda for the targets tells them apart
  public final <R> History fit(List<R> rows, Function<? super R, ?> x, Function<? super R, ?> y) {
    return fit(rows, x, y, f -> {});
  }

  /**
   * Trains the model on records.
   *
   * <pre>{@code
   * model.fit(houses, h -> new float[] {h.rooms(), h.area()}, House::price, f -> f.epochs(20));
   * }</pre>
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param y makes the target of a record: a number, an array of numbers, or a map of these by the
   *     outputs' names
   * @param options sets batch size, epochs, validation and more
   * @param <R> the type of the records
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model; then nothing was changed
   */
  public final <R> History fit(
      List<R> rows,
      Function<? super R, ?> x,
      Function<? super R, ?> y,
      Consumer<FitOptions> options) {
    return fit(JavaData.rows(rows, x), JavaData.rows(rows, y), options);
  }

  /**
   * Trains the model on data that does not fit in memory: one epoch.
   *
   * @param source the batches, with targets
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the batches do not fit the model
   */
  public final History fit(BatchSource source) {
    return fit(source, f -> {});
  }

  /**
   * Trains the model on data that does not fit in memory. What the source throws is thrown here. If
   * the thread is interrupted, training ends after the batch, and no longer waits for data.
   *
   * @param source the batches, with targets
   * @param options sets epochs, steps per epoch, validation, prefetch and more
   * @return what every epoch came to
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the batches do not fit the model
   */
  public final History fit(BatchSource source, Consumer<FitOptions> options) {
    FitOptions chosen = new FitOptions();
    Checks.given("fit", "options", options).accept(chosen);
    return training("fit", () -> new Fitting(this, chosen).source(source));
  }

  /**
   * Trains on one batch.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return loss and metrics of this batch, before the weights changed
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model, also from a callback; after {@code close}
   */
  public final Logs trainOnBatch(INDArray x, INDArray y) {
    return trainOnBatch(one(x), one(y));
  }

  /**
   * Trains on one batch.
   *
   * @param x one array per input
   * @param y one array per target
   * @return losses and metrics of this batch, before the weights changed
   * @throws IllegalStateException before {@code compile}; while this or another thread trains or
   *     changes the model, also from a callback; after {@code close}
   */
  public final Logs trainOnBatch(List<INDArray> x, List<INDArray> y) {
    return trainOnBatch(x, y, SampleWeights.NONE, Map.of());
  }

  private Logs trainOnBatch(
      List<INDArray> x, List<INDArray> y, SampleWeights weights, Map<Integer, Double> classWeight) {
    return training(
        "trainOnBatch",
        () -> {
          Trainer known = trainer("trainOnBatch", x);
          Preparation prepare = new Preparation(this);
          List<INDArray> ordered = weights.inOrder(prepare, known.builder());
          return known.trainOnBatch(
              prepare.examples(known.builder(), prepare.batch(x, y, ordered), classWeight));
        });
  }

  /**
   * Trains on one batch of Java's arrays and lists.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @return the loss and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs trainOnBatch(Object x, Object y) {
    JavaData data = new JavaData(this);
    return trainOnBatch(data.inputs(x), data.outputs(y));
  }

  /**
   * Trains on one batch of rows that count differently.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @param sampleWeight how much each row counts, as {@link FitOptions#sampleWeight(Object)} takes
   *     it
   * @return the loss and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs trainOnBatch(Object x, Object y, Object sampleWeight) {
    JavaData data = new JavaData(this);
    SampleWeights weights = SampleWeights.of(sampleWeight);
    return trainOnBatch(data.inputs(x), data.outputs(y), weights, Map.of());
  }

  /**
   * Trains on one batch of rows that count by their class, as Keras' {@code class_weight}.
   *
   * <pre>{@code
   * model.trainOnBatch(x, y, Map.of(0, 1, 1, 50));
   * }</pre>
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @param classWeight factors by the classes' numbers; 1 for others
   * @return the loss and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model, or it has several targets
   */
  public final Logs trainOnBatch(Object x, Object y, Map<Integer, ? extends Number> classWeight) {
    JavaData data = new JavaData(this);
    Checks.given("trainOnBatch", "classWeight", classWeight);
    Map<Integer, Double> factors = SampleWeights.byClass("trainOnBatch", classWeight);
    return trainOnBatch(data.inputs(x), data.outputs(y), SampleWeights.NONE, factors);
  }

  /**
   * Trains one step on records.
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param y makes the target of a record: a number, an array of numbers, or a map of these by the
   *     outputs' names
   * @param <R> the type of the records
   * @return the loss, and the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final <R> Logs trainOnBatch(
      List<R> rows, Function<? super R, ?> x, Function<? super R, ?> y) {
    return trainOnBatch(JavaData.rows(rows, x), JavaData.rows(rows, y));
  }

  /**
   * Trains on one batch without targets, as a step of your own may need no others.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @return the losses and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs trainOnBatch(Object x) {
    return trainOnBatch(new JavaData(this).inputs(x), List.of());
  }

  /**
   * Returns a step of training in two halves: gradients first, then their application.
   *
   * @return a new step, to be closed
   * @throws IllegalStateException before {@code compile}
   */
  public final SplitStep splitStep() {
    requireNoOwnStep("splitStep");
    return new SplitStep(this);
  }

  /**
   * Computes the gradients of the loss by the weights, and changes no trained weight.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return copies of the gradients by the paths of the weights; weights that the loss does not
   *     depend on are left out
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Map<String, INDArray> gradients(INDArray x, INDArray y) {
    return gradients(List.of(x), List.of(y));
  }

  /**
   * Computes the gradients of the loss by the weights, and changes no trained weight.
   *
   * @param x one array per input, {@code [rows, ...]}
   * @param y one array per target, {@code [rows, ...]}
   * @return copies of the gradients by the paths of the weights; weights that the loss does not
   *     depend on are left out
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Map<String, INDArray> gradients(List<INDArray> x, List<INDArray> y) {
    requireNoOwnStep("gradients");
    Map<String, INDArray> copies = new LinkedHashMap<>();
    try (SplitStep step = new SplitStep(this)) {
      step.computeGradients(x, y);
      step.gradients().forEach((path, gradient) -> copies.put(path, gradient.dup('c')));
    }
    return copies;
  }

  /**
   * Computes the gradients of the loss by the weights for Java's arrays and lists, and changes no
   * trained weight.
   *
   * @param x the data, as in {@link #fit(Object, Object)}
   * @param y the targets, in the same forms
   * @return copies of the gradients by the paths of the weights; weights that the loss does not
   *     depend on are left out
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Map<String, INDArray> gradients(Object x, Object y) {
    JavaData data = new JavaData(this);
    return gradients(data.inputs(x), data.outputs(y));
  }

  /**
   * Evaluates one batch.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return loss and metrics of this batch
   */
  public final Logs testOnBatch(INDArray x, INDArray y) {
    return testOnBatch(one(x), one(y));
  }

  /**
   * Evaluates one batch.
   *
   * @param x one array per input
   * @param y one array per target
   * @return losses and metrics of this batch
   */
  public final Logs testOnBatch(List<INDArray> x, List<INDArray> y) {
    return testOnBatch(x, y, SampleWeights.NONE);
  }

  private Logs testOnBatch(List<INDArray> x, List<INDArray> y, SampleWeights weights) {
    Trainer known = trainer("testOnBatch", x);
    Preparation prepare = new Preparation(this);
    List<INDArray> ordered = weights.inOrder(prepare, known.builder());
    return known.testOnBatch(prepare.examples(known.builder(), prepare.batch(x, y, ordered)));
  }

  /**
   * Evaluates one batch of Java's arrays and lists.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @return the loss and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs testOnBatch(Object x, Object y) {
    JavaData data = new JavaData(this);
    return testOnBatch(data.inputs(x), data.outputs(y));
  }

  /**
   * Evaluates one batch of rows that count differently.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @param sampleWeight how much each row counts, as {@link FitOptions#sampleWeight(Object)} takes
   *     it
   * @return the loss and the metrics of the batch
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs testOnBatch(Object x, Object y, Object sampleWeight) {
    JavaData data = new JavaData(this);
    return testOnBatch(data.inputs(x), data.outputs(y), SampleWeights.of(sampleWeight));
  }

  // Evaluating.

  /**
   * Computes loss and metrics. Many threads may do so at once, each with totals of its own.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return the loss, then the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  @Override
  public final Logs evaluate(INDArray x, INDArray y) {
    return evaluate(x, y, e -> {});
  }

  /**
   * Computes loss and metrics. Many threads may do so at once, each with totals of its own.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @param options sets batch size, sample weights and more
   * @return the loss, then the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Logs evaluate(INDArray x, INDArray y, Consumer<EvaluateOptions> options) {
    return evaluate(one(x), one(y), options);
  }

  /**
   * Computes loss and metrics of a model of several inputs or outputs.
   *
   * @param x one array, or list of strings or of numbers, per input, by the inputs' names
   * @param y one array per output, by the outputs' names
   * @param options sets batch size, sample weights and more
   * @return the losses, then the metrics
   */
  public final Logs evaluate(
      Map<String, ?> x, Map<String, INDArray> y, Consumer<EvaluateOptions> options) {
    Preparation prepare = new Preparation(this);
    return evaluate(prepare.byInput(x), prepare.byOutput("y", y), options);
  }

  /**
   * Computes loss and metrics of a model of several inputs and one output.
   *
   * @param x one array, or list of strings or of numbers, per input, by the inputs' names
   * @param y the targets, {@code [rows, ...]}, of any type
   * @param options sets batch size, sample weights and more
   * @return the loss, then the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Logs evaluate(Map<String, ?> x, INDArray y, Consumer<EvaluateOptions> options) {
    return evaluate(new Preparation(this).byInput(x), one(y), options);
  }

  /**
   * Computes loss and metrics of a model of several inputs or outputs.
   *
   * @param x one array per input
   * @param y one array per output, or per output with a loss
   * @param options sets batch size, sample weights and more
   * @return the losses, then the metrics
   */
  public final Logs evaluate(
      List<INDArray> x, List<INDArray> y, Consumer<EvaluateOptions> options) {
    EvaluateOptions chosen = new EvaluateOptions();
    Checks.given("evaluate", "options", options).accept(chosen);
    Trainer known = trainer("evaluate", x);
    Preparation prepare = new Preparation(this);
    Batch given = prepare.batch(x, y, chosen.sampleWeight().inOrder(prepare, known.builder()));
    DataSet data = prepare.examples(known.builder(), given);
    return evaluate(new ArrayFeed(data, chosen.batchSize()), chosen);
  }

  /**
   * Computes loss and metrics of a model that begins with strings.
   *
   * @param x one string per row
   * @param y the targets, {@code [rows, ...]}
   * @param options sets batch size, sample weights and more
   * @return the loss, then the metrics
   */
  public final Logs evaluate(Collection<String> x, INDArray y, Consumer<EvaluateOptions> options) {
    return evaluate(Strings.encode(x), y, options);
  }

  /**
   * Computes loss and metrics on data that does not fit in memory.
   *
   * @param source the batches, with targets
   * @return the losses, then the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the batches do not fit the model
   */
  public final Logs evaluate(BatchSource source) {
    return evaluate(source, e -> {});
  }

  /**
   * Computes loss and metrics of a model of several inputs or outputs, in batches of 32.
   *
   * @param x one array per input
   * @param y one array per output, or per output with a loss
   * @return the loss and the metrics by name
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the arrays do not fit the model
   */
  public final Logs evaluate(List<INDArray> x, List<INDArray> y) {
    return evaluate(x, y, e -> {});
  }

  /**
   * Computes loss and metrics of Java's arrays and lists, in batches of 32.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @return the loss and the metrics by name
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  @Override
  public final Logs evaluate(Object x, Object y) {
    return evaluate(x, y, e -> {});
  }

  /**
   * Computes loss and metrics of records.
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param y makes the target of a record: a number, an array of numbers, or a map of these by the
   *     outputs' names
   * @param <R> the type of the records
   * @return the loss, and the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  @SuppressWarnings("overloads") // a lambda for the targets tells them apart
  public final <R> Logs evaluate(List<R> rows, Function<? super R, ?> x, Function<? super R, ?> y) {
    return evaluate(rows, x, y, e -> {});
  }

  /**
   * Computes loss and metrics of records.
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param y makes the target of a record: a number, an array of numbers, or a map of these by the
   *     outputs' names
   * @param options sets the batch size and more
   * @param <R> the type of the records
   * @return the loss, and the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final <R> Logs evaluate(
      List<R> rows,
      Function<? super R, ?> x,
      Function<? super R, ?> y,
      Consumer<EvaluateOptions> options) {
    return evaluate(JavaData.rows(rows, x), JavaData.rows(rows, y), options);
  }

  /**
   * Computes the losses and metrics of a step of your own that needs no targets, in batches of 32.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @return the losses and the metrics by name
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs evaluate(Object x) {
    return evaluate(x, e -> {});
  }

  /**
   * Computes the losses and metrics of a step of your own that needs no targets.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param options sets the batch size and more
   * @return the losses and the metrics by name
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Logs evaluate(Object x, Consumer<EvaluateOptions> options) {
    return evaluate(new JavaData(this).inputs(x), List.of(), options);
  }

  /**
   * Computes loss and metrics of Java's arrays and lists.
   *
   * @param x the data, as {@link #fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @param options sets the batch size and more
   * @return the loss and the metrics by name
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the data do not fit the model
   */
  @SuppressWarnings("overloads") // a lambda for the targets tells them apart
  public final Logs evaluate(Object x, Object y, Consumer<EvaluateOptions> options) {
    JavaData data = new JavaData(this);
    return evaluate(data.inputs(x), data.outputs(y), options);
  }

  /**
   * Computes loss and metrics on data that does not fit in memory.
   *
   * @param source the batches, with targets
   * @param options sets the number of steps and more
   * @return the losses, then the metrics
   * @throws IllegalStateException before {@code compile}
   * @throws IllegalArgumentException if the batches do not fit the model
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   *     for data
   */
  public final Logs evaluate(BatchSource source, Consumer<EvaluateOptions> options) {
    EvaluateOptions chosen = new EvaluateOptions();
    Checks.given("evaluate", "options", options).accept(chosen);
    requireCompiled("evaluate");
    chosen.checkForSource();
    return evaluate(feed("evaluate", source, chosen.prefetch(), Map.of()), chosen);
  }

  private Logs evaluate(Feed feed, EvaluateOptions options) {
    try (Epochs data = epoch(feed, options.steps())) {
      BatchShapes shapes = data.first();
      if (shapes == null) {
        throw data.cancelled("evaluation");
      }
      return trainer().test(shapes, data, callbacks(options.callbacks(), data, options.verbose()));
    }
  }

  private Epochs epoch(Feed feed, int steps) {
    return new Epochs("Model \"" + name() + "\"", feed, steps);
  }

  private CallbackList callbacks(List<Callback> given, Epochs data, int verbose) {
    List<Callback> all = new ArrayList<>(given);
    if (verbose > 0) {
      all.add(new ProgbarLogger());
    }
    return new CallbackList(all, this, new TrainingParameters(1, data.steps(), verbose));
  }

  // Predicting.

  /**
   * Computes the output. Many threads may ask at once.
   *
   * @param x the data, {@code [rows, ...]}
   * @return the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if the array does not fit the model
   */
  @Override
  public final INDArray predict(INDArray x) {
    usage.requireOpen("predict");
    Predictor known = predictor;
    INDArray y = known == null || x == null ? null : known.direct().of(x);
    if (y == null) {
      y = predict(x, o -> {});
      if (x.size(0) <= PredictOptions.ROWS) {
        learn(x);
      }
    }
    return y;
  }

  /**
   * Computes the output of one batch into memory of the caller. Many threads may ask at once, each
   * with arrays of its own. From the second call with a shape on nothing is allocated, if {@code
   * out} has the type of the model, both arrays hold their elements in order, and the number of
   * rows is one for which there is a plan: 1, 2, 3, 4, 6, 8, 12, 16, 24 and so on, or any where the
   * model does not keep rows apart.
   *
   * <pre>{@code
   * INDArray out = Nd4j.create(DataType.FLOAT, 1, 10);
   * model.predictInto(x, out);
   * }</pre>
   *
   * @param x the data, {@code [rows, ...]}
   * @param out becomes the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if an array does not fit the model
   */
  public final void predictInto(INDArray x, INDArray out) {
    usage.requireOpen("predictInto");
    Column.checkOpen("predictInto", "out", out);
    Predictor known = predictor;
    if (known != null && x != null && known.direct().into(x, out)) {
      return;
    }
    define(one(x));
    learn(x);
    if (!predictor().direct().into(x, out)) {
      try (INDArray y = predictOnBatch(x)) {
        DirectCalls.requireShape(Shape.of(y.shape()), out);
        out.assign(y);
      }
    }
  }

  /**
   * Computes the output of one batch into memory of the caller, as {@link #predictInto(INDArray,
   * INDArray)} does.
   *
   * <pre>{@code
   * float[] out = new float[10];
   * model.predictInto(row, out);
   * }</pre>
   *
   * @param x the numbers of one row, or of several rows one after the other
   * @param out becomes the numbers of the first output, row after row
   * @throws IllegalArgumentException if the arrays do not fit the model, or it has several inputs
   * @throws IllegalStateException if the lengths of the model's input are not known
   */
  public final void predictInto(float[] x, float[] out) {
    usage.requireOpen("predictInto");
    Checks.given("predictInto", "x", x);
    Checks.given("predictInto", "out", out);
    Predictor known = predictor;
    if (known != null && known.direct().into(x, out)) {
      return;
    }
    Shape sample = sampleOfNumbers();
    if (x.length == 0 || x.length % sample.size() != 0) {
      throw Fault.of("predictInto")
          .expected("x must have the numbers of whole rows, %s each", sample.size())
          .received("%s", x.length)
          .remedy("Put rows of the shape %s one after the other.", sample)
          .argument();
    }
    long[] shape = Shape.of(x.length / sample.size()).append(sample.dims()).dims();
    try (INDArray array = Nd4j.createFromArray(x).reshape('c', shape)) {
      define(one(array));
      learn(array);
      if (!predictor().direct().into(x, out)) {
        try (INDArray y = predictOnBatch(array)) {
          DirectCalls.requireLength(y.length(), out);
          for (int i = 0; i < out.length; i++) {
            out[i] = y.getFloat(i);
          }
        }
      }
    }
  }

  /** The shape of a row of the only input. */
  private Shape sampleOfNumbers() {
    List<Tensor> inputs = isDefined() ? inputs() : List.of();
    if (inputs.size() != 1 || !inputs.get(0).shape().without(0).isKnown()) {
      throw Fault.of("predictInto")
          .expected("the model must have one input of known lengths")
          .received("%s", inputs.stream().map(Tensor::shape).toList())
          .remedy("Pass arrays.")
          .state();
    }
    return inputs.get(0).shape().without(0);
  }

  /** Such batches are computed by a plan at once from now on, if there is one for their shape. */
  private void learn(INDArray x) {
    List<Tensor> starts = starts();
    if (starts.size() == 1 && starts.equals(inputs())) {
      predictor()
          .direct()
          .learn(
              x,
              dataType(),
              () -> {
                DataSet data = new Preparation(this).inputs(one(x));
                return data.batch(data.rows()).x().get(0);
              },
              starts.get(0).shape().without(0).isKnown());
    }
  }

  /**
   * Computes the output. Many threads may ask at once.
   *
   * @param x the data, {@code [rows, ...]}
   * @param options sets the batch size and more
   * @return the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if the array does not fit the model
   */
  public final INDArray predict(INDArray x, Consumer<PredictOptions> options) {
    return predict(one(x), options).get(0);
  }

  /**
   * Computes the outputs of a model of several inputs or outputs.
   *
   * @param x one array, or list of strings or of numbers, per input, by the inputs' names
   * @param options sets the batch size and more
   * @return one array per output
   */
  public final List<INDArray> predict(Map<String, ?> x, Consumer<PredictOptions> options) {
    return predict(new Preparation(this).byInput(x), options);
  }

  /**
   * Computes the outputs of a model of columns.
   *
   * @param x for each input, by its name, an array, or a list of strings or of numbers, one per row
   * @return one array per output
   */
  public final List<INDArray> predict(Map<String, ?> x) {
    return predict(x, o -> {});
  }

  /**
   * Computes the output of a model that begins with strings.
   *
   * <pre>{@code
   * INDArray p = model.predict(List.of("what a film"));
   * }</pre>
   *
   * @param x one string per row
   * @return the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if the model does not begin with strings
   */
  public final INDArray predict(Collection<String> x) {
    return predict(Strings.encode(x));
  }

  /**
   * Computes the outputs of a model of several inputs or outputs.
   *
   * @param x one array per input
   * @return one array per output
   */
  public final List<INDArray> predict(List<INDArray> x) {
    return predict(x, o -> {});
  }

  /**
   * Computes the outputs of a model of several inputs or outputs.
   *
   * @param x one array per input
   * @param options sets the batch size and more
   * @return one array per output
   */
  public final List<INDArray> predict(List<INDArray> x, Consumer<PredictOptions> options) {
    usage.requireOpen("predict");
    PredictOptions chosen = new PredictOptions();
    Checks.given("predict", "options", options).accept(chosen);
    define(x);
    DataSet data = new Preparation(this).inputs(x);
    int steps = chosen.steps();
    long rows = data.rows();
    if (steps > 0) {
      rows = Math.min(rows, (long) steps * chosen.batchSize());
    }
    boolean several = rows >= 2L * chosen.batchSize();
    Feed feed = new ArrayFeed(data, chosen.batchSize());
    return predict(feed, chosen, rows, several ? chosen.batchSize() : 0);
  }

  /**
   * Computes the output for Java's arrays and lists.
   *
   * <pre>{@code
   * float[][] y = model.predict(new float[][] {{1, 2}, {3, 4}});
   * }</pre>
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, a list
   *     of one of these per input, or a map of these by the inputs' names
   * @return the rows of the first output, each with all of its numbers in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  @Override
  public final float[][] predict(Object x) {
    return predictRows(x).get(0);
  }

  /**
   * Computes the output for Java's arrays and lists.
   *
   * @param x the data, as in {@link #predict(Object)}
   * @param options sets the batch size and more
   * @return the rows of the first output, each with all of its numbers in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final float[][] predict(Object x, Consumer<PredictOptions> options) {
    return JavaArrays.toRows(predict(new JavaData(this).inputs(x), options).get(0));
  }

  /**
   * Computes the output for records.
   *
   * @param rows the records
   * @param x makes what the model sees of a record: a number, an array of numbers, or a map of
   *     these by the inputs' names
   * @param <R> the type of the records
   * @return the rows of the first output, each with all of its numbers in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final <R> float[][] predictEach(List<R> rows, Function<? super R, ?> x) {
    return predict(JavaData.rows(rows, x));
  }

  /**
   * Computes all outputs for Java's arrays and lists.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, {@code int[]}, a list of rows, a list
   *     of one of these per input, or a map of these by the inputs' names
   * @return for each output its rows, each with all of its numbers in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final List<float[][]> predictRows(Object x) {
    return predict(new JavaData(this).inputs(x)).stream().map(JavaArrays::toRows).toList();
  }

  /**
   * Computes all outputs by their names.
   *
   * <pre>{@code
   * INDArray score = model.predictNamed(Map.of("left", a, "right", b)).get("score");
   * }</pre>
   *
   * @param x the data: an array, what {@link #predict(Object)} takes, a list of one of these per
   *     input, or a map of these by the inputs' names
   * @return one array per output by {@link #outputNames}, in that order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final Map<String, INDArray> predictNamed(Object x) {
    List<INDArray> y = predict(new JavaData(this).inputs(x));
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < y.size(); i++) {
      named.put(outputNames().get(i), y.get(i));
    }
    return named;
  }

  /**
   * Computes the output for data that does not fit in memory; the output must.
   *
   * @param source the batches; targets are not looked at
   * @return the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if the batches do not fit the model
   */
  public final INDArray predict(BatchSource source) {
    return predict(source, o -> {});
  }

  /**
   * Computes the output for data that does not fit in memory; the output must.
   *
   * @param source the batches; targets are not looked at
   * @param options sets the number of steps and more
   * @return the first output, {@code [rows, ...]}
   * @throws IllegalArgumentException if the batches do not fit the model
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   *     for data
   */
  public final INDArray predict(BatchSource source, Consumer<PredictOptions> options) {
    return predictAll(source, options).get(0);
  }

  /**
   * Computes the outputs of a model of several outputs, for data that does not fit in memory; the
   * outputs must.
   *
   * @param source the batches; targets are not looked at
   * @param options sets the number of steps and more
   * @return one array per output
   * @throws IllegalArgumentException if the batches do not fit the model
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   *     for data
   */
  public final List<INDArray> predictAll(BatchSource source, Consumer<PredictOptions> options) {
    usage.requireOpen("predict");
    PredictOptions chosen = new PredictOptions();
    Checks.given("predictAll", "options", options).accept(chosen);
    chosen.checkForSource();
    Feed feed =
        new SourceFeed(
            hosted(source),
            dataType(),
            chosen.prefetch(),
            buffer -> {
              List<INDArray> x = buffer.batch().x();
              define(x);
              return new Preparation(this).started().inputs(x);
            });
    return predict(feed, chosen, -1, 0);
  }

  private List<INDArray> predict(Feed feed, PredictOptions options, long rows, int whole) {
    try (Epochs data = epoch(feed, options.steps())) {
      if (data.first() == null) {
        throw data.cancelled("prediction");
      }
      CallbackList callbacks = callbacks(options.callbacks(), data, options.verbose());
      boolean done = false;
      try {
        callbacks.onPredictBegin(new Logs());
        List<INDArray> result = predictor().run(data, callbacks, rows, whole);
        done = true;
        return result;
      } finally {
        Closing.run(callbacks, done, callback -> callback.onPredictEnd(new Logs()));
      }
    }
  }

  /**
   * Computes the output of one batch.
   *
   * @param x the data, {@code [rows, ...]}
   * @return the first output, {@code [rows, ...]}
   */
  public final INDArray predictOnBatch(INDArray x) {
    new Preparation(this).checkOpen("x", one(x));
    return predict(x, o -> o.batchSize(Math.max(1, (int) (x.rank() == 0 ? 1 : x.size(0)))));
  }

  /**
   * Computes the output of one batch of Java's arrays and lists.
   *
   * @param x the data, as in {@link #predict(Object)}
   * @return the rows of the first output, each with all of its numbers in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public final float[][] predictOnBatch(Object x) {
    return predict(x, o -> o.batchSize(Integer.MAX_VALUE));
  }

  private synchronized Predictor predictor() {
    Predictor known = predictor;
    if (known == null) {
      CompileOptions options = compiled;
      boolean bfloat16 = options != null && options.isBfloat16Asked();
      known = new Predictor(this, new PlanOptions(bfloat16));
      predictor = known;
    }
    return known;
  }

  private synchronized void dropPredictor() {
    if (predictor != null) {
      predictor.close();
      predictor = null;
    }
  }

  // What callbacks see.

  @Override
  public final void stopTraining() {
    usage.requireOpen("stopTraining");
    Trainer known = trainer;
    if (known != null) {
      known.stop();
    }
  }

  @Override
  public final List<TrainedLayer> trainedLayers() {
    usage.requireOpen("trainedLayers");
    return Inspection.layers(this);
  }

  @Override
  public final Map<String, INDArray> activations() {
    usage.requireOpen("activations");
    Trainer known = trainer;
    return known == null ? Map.of() : known.activations();
  }

  @Override
  public final long batchRows() {
    usage.requireOpen("batchRows");
    Trainer known = trainer;
    return known == null ? -1 : known.batchRows();
  }

  @Override
  public final long iterations() {
    return requireCompiled("iterations").optimizer().iterations();
  }

  @Override
  public final double learningRate() {
    return requireCompiled("learningRate").optimizer().learningRate();
  }

  @Override
  public final void learningRate(double learningRate) {
    requireCompiled("learningRate").optimizer().learningRate(learningRate);
  }

  @Override
  public final boolean keepsAverage() {
    return requireCompiled("keepsAverage").optimizer().keepsAverage();
  }

  @Override
  public final void swapWithAverage() {
    requireCompiled("swapWithAverage");
    changing("swapWithAverage", () -> trainer().swapWithAverage());
  }

  @Override
  public final boolean hasFailed() {
    Trainer known = trainer;
    return known != null && known.hasFailed();
  }

  final List<Long> keysOfRandomness() {
    return randomKeys();
  }

  final void keysOfRandomness(List<Long> keys) {
    randomKeys(keys);
  }

  /**
   * Returns the arrays that the training that is under way can go on from.
   *
   * @return live variables, in an order that is the same for the same program
   */
  protected final List<Variable> progressVariables() {
    return progress().variables();
  }

  /**
   * Returns the numbers that the training that is under way can go on from.
   *
   * @return strings by names
   */
  protected final Map<String, String> progressNumbers() {
    return progress().numbers();
  }

  /**
   * Goes on from another training of the same program.
   *
   * @param values the values of its {@link #progressVariables}
   * @param numbers its {@link #progressNumbers}
   */
  protected final void resume(List<INDArray> values, Map<String, String> numbers) {
    progress().restore(values, numbers);
  }

  private Progress progress() {
    requireCompiled("progress");
    Trainer known = trainer();
    return new Progress(this, known, usage.requireWithin("progress", known.data()));
  }

  /**
   * Closes the model for good: frees the memory of all compiled plans. The weights stay, as other
   * models may share them, and so do those models.
   *
   * <p>From then on every call, but those that describe the model, throws an {@link
   * IllegalStateException} that says that the model is closed; a second {@code close} does nothing.
   * Calls that are under way on other threads are not disturbed: they end as ever, and what they
   * use is freed when they have ended; but a {@code fit} ends after its present batch with an
   * {@code IllegalStateException}, its callbacks' closing hooks having run. Waits for nothing.
   *
   * <p>A model that nobody closes is freed when it is unreachable.
   *
   * @throws IllegalStateException if a callback calls this during a {@code fit} of the model; call
   *     {@link #stopTraining} there, and close the model when {@code fit} has returned
   */
  @Override
  public void close() {
    if (usage.close()) {
      Trainer known;
      synchronized (usage) {
        known = trainer;
      }
      if (known != null) {
        known.close();
      }
      dropPredictor();
    }
  }
}
