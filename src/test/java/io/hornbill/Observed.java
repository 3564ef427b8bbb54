package io.hornbill;

import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import io.hornbill.callbacks.Callback;
import io.hornbill.constraints.Constraints;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.layers.Layers;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.Metric;
import io.hornbill.metrics.Metrics;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import io.hornbill.optimizers.schedules.Schedule;
import io.hornbill.optimizers.schedules.Schedules;
import io.hornbill.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A kind of parts, and what its parts do to given numbers.
 *
 * @param <P> the type of the parts
 * @param title the kind's name: {@code "losses"}
 * @param names the registered names
 * @param base what a part is made from beside the settings of the table
 * @param made a part of a name, with settings
 * @param config the complete configuration of a part
 * @param did what a part does
 */
record Observed<P>(
    String title,
    Set<String> names,
    Function<String, Config> base,
    BiFunction<String, Config, P> made,
    Function<P, Config> config,
    Function<P, List<Object>> did) {

  /** Layers that are made of layers, and have no settings beside them. */
  private static final Set<String> NETWORKS = Set.of("Functional", "Model", "Sequential");

  private static final INDArray NUMBERS = Evaluate.uniform(3, 0.05, 0.95, 12, 3);
  private static final INDArray BITS = Transforms.round(Evaluate.uniform(8, 0, 1, 12, 3));
  private static final INDArray CLASSES =
      Nd4j.createFromArray(0.0, 2, 1, 1, 2, 0, 0, 1, 2, 2, 1, 0);
  private static final INDArray SQUARE = Evaluate.uniform(2, 0.05, 0.95, 3, 3);
  private static final INDArray OTHERS = Evaluate.uniform(4, 0.05, 0.95, 3, 3);
  private static final INDArray IDS = Nd4j.createFromArray(0.0, 2, 1);
  private static final INDArray GUESSES = Nd4j.createFromArray(0.0, 0, 1);

  /** One class per row, and others per column. */
  private static final INDArray ROTATED =
      Nd4j.createFromArray(new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 1, 1}});

  private static final INDArray MATRIX = Evaluate.uniform(5, -1, 1, 4, 6);
  private static final double CLOSE = 1e-9;

  static Stream<Observed<?>> kinds() {
    return Stream.of(
        of(
            "activations",
            Activations.names(),
            Activations::get,
            f -> f.config(),
            Observed::applied),
        of(
            "constraints",
            Constraints.names(),
            Constraints::get,
            c -> c.config(),
            Observed::applied),
        of(
            "initializers",
            Initializers.names(),
            Initializers::get,
            i -> i.config(),
            Observed::begun),
        of("losses", Losses.names(), Losses::get, Loss::config, Observed::lost),
        of("metrics", Metrics.names(), Metrics::get, Metric::config, Observed::measured),
        of("optimizers", Optimizers.names(), Optimizers::get, Optimizer::config, Observed::trained),
        of(
            "regularizers",
            Regularizers.names(),
            Regularizers::get,
            r -> r.config(),
            Observed::applied),
        of("schedules", Schedules.names(), Schedules::get, Schedule::config, Observed::rates),
        new Observed<>(
            "layers",
            Layers.names(),
            ObservedLayers::base,
            ObservedLayers::make,
            layer -> new Config(),
            ObservedLayers::results),
        of(
            "callbacks",
            ObservedCallbacks.names(),
            ObservedCallbacks::make,
            Callback::config,
            ObservedCallbacks::results));
  }

  private static <P> Observed<P> of(
      String title,
      Set<String> names,
      BiFunction<String, Config, P> made,
      Function<P, Config> config,
      Function<P, List<Object>> did) {
    return new Observed<>(title, names, name -> new Config(), made, config, did);
  }

  /** The canonical names of the library's own parts; aliases are in small letters, or longer. */
  Stream<String> parts() {
    return names.stream()
        .filter(name -> title.equals("activations") || Character.isUpperCase(name.charAt(0)))
        .filter(name -> !name.endsWith("Initializer") && !name.equals("L1L2Regularizer"))
        .filter(name -> !NETWORKS.contains(name));
  }

  /** All names but those of networks. */
  Set<String> registered() {
    Set<String> registered = new TreeSet<>(names);
    registered.removeAll(NETWORKS);
    return registered;
  }

  Object make(String part, Config settings) {
    return made.apply(part, settings);
  }

  @SuppressWarnings("unchecked") // of this kind
  List<Object> results(Object part) {
    return did.apply((P) part);
  }

  /** The keys that a part declares or writes. */
  @SuppressWarnings("unchecked") // of this kind
  Set<String> keys(Object part) {
    Set<String> keys = new TreeSet<>(config.apply((P) part).asMap().keySet());
    Setters.of(part).declared().forEach(setting -> keys.add(setting.key()));
    return keys;
  }

  /** Whether results differ, by more than rounding. */
  static boolean differ(List<Object> one, List<Object> other) {
    if (one.size() != other.size()) {
      return true;
    }
    for (int i = 0; i < one.size(); i++) {
      boolean same =
          one.get(i).equals(other.get(i))
              || (one.get(i) instanceof Double a
                  && other.get(i) instanceof Double b
                  && Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a)));
      if (!same) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return title;
  }

  static List<Object> numbers(INDArray... arrays) {
    List<Object> numbers = new ArrayList<>();
    for (INDArray array : arrays) {
      for (double number : array.castTo(DataType.DOUBLE).dup('c').data().asDouble()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<Object> applied(UnaryOperator<Tensor> function) {
    return numbers(Evaluate.of(x -> function.apply(x.get(0)), MATRIX));
  }

  private static List<Object> begun(Initializer initializer) {
    long[] shape =
        switch (initializer.getClass().getSimpleName()) {
          case "Identity" -> new long[] {4, 4};
          case "STFT" -> new long[] {8, 1, 5};
          default -> new long[] {3, 4, 6};
        };
    return numbers(initializer.initialize(shape, DataType.DOUBLE, RandomStream.of(1)));
  }

  /** The loss of each sample, and of all with weights. */
  private static List<Object> lost(Loss loss) {
    INDArray yTrue =
        switch (loss.className()) {
          case "SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy" -> IDS;
          case "Circle" -> Nd4j.createFromArray(0.0, 0, 1);
          case "CTC" -> Nd4j.createFromArray(new double[][] {{1, 3}, {2, 0}});
          default -> OTHERS;
        };
    INDArray yPred = loss.className().equals("CTC") ? Evaluate.uniform(2, -2, 2, 2, 5, 4) : SQUARE;
    INDArray weights = Evaluate.uniform(7, 0.5, 2, yTrue.size(0));
    List<Object> results = numbers(Evaluate.of(x -> loss.apply(x.get(0), x.get(1)), yTrue, yPred));
    results.addAll(
        numbers(
            Evaluate.of(
                x -> loss.reduced(x.get(0), x.get(1), x.get(2), null), yTrue, yPred, weights)));
    results.add(loss.name());
    return results;
  }

  private static List<Object> measured(Metric metric) {
    INDArray yTrue =
        switch (metric.className()) {
          case "SparseCategoricalCrossentropy" -> IDS;
          case "SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy" -> CLASSES;
          case "OneHotIoU", "OneHotMeanIoU" -> ROTATED;
          case "IoU", "MeanIoU" -> metric.config().bool("sparse_y_true", true) ? IDS : ROTATED;
          case "CategoricalCrossentropy" -> OTHERS;
          case "CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation", "R2Score" ->
              Evaluate.uniform(6, 0.05, 0.95, 12, 3);
          default -> BITS;
        };
    INDArray yPred =
        switch (metric.className()) {
          case "SparseCategoricalCrossentropy", "CategoricalCrossentropy" -> SQUARE;
          case "IoU", "MeanIoU" -> metric.config().bool("sparse_y_pred", true) ? GUESSES : SQUARE;
          case "OneHotIoU", "OneHotMeanIoU" ->
              metric.config().bool("sparse_y_pred", false) ? GUESSES : SQUARE;
          default -> NUMBERS;
        };
    List<Object> results = new ArrayList<>();
    List<INDArray> values =
        Evaluate.all(
            x -> {
              Map<String, Tensor> totals = metric.totals(x.get(0), x.get(1), null);
              Map<String, Tensor> made = metric.results(new LinkedHashMap<>(totals));
              results.addAll(made.keySet());
              return List.copyOf(made.values());
            },
            yTrue,
            yPred);
    results.addAll(numbers(values.toArray(INDArray[]::new)));
    return results;
  }

  /** Weights and slots after four steps with gradients that vary. */
  private static List<Object> trained(Optimizer optimizer) {
    List<Variable> variables =
        List.of(
            new Variable("dense/kernel", Evaluate.uniform(1, -1, 1, 4, 3)),
            new Variable("dense/bias", Evaluate.uniform(2, -1, 1, 3)),
            new Variable("embedding/embeddings", Evaluate.uniform(3, -1, 1, 5, 2)));
    List<Tensor> gradients = new ArrayList<>();
    for (Variable v : variables) {
      gradients.add(Ops.placeholder("g", new Spec(v.dataType(), v.shape())));
    }
    optimizer.build(variables);
    Program program = new Program(gradients, List.of(), optimizer.update(variables, gradients));
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      for (int step = 0; step < 4; step++) {
        double size = step % 2 == 0 ? 2 : 0.5;
        for (int i = 0; i < gradients.size(); i++) {
          long[] shape = variables.get(i).shape().dims();
          plan.input(i).assign(Evaluate.uniform(10L * step + i, -size, size, shape));
        }
        optimizer.beforeStep();
        plan.run();
      }
    }
    optimizer.finish();
    return numbers(
        Stream.concat(variables.stream(), optimizer.variables().stream())
            .filter(v -> !Set.of("iteration", "learning_rate").contains(v.name()))
            .map(Variable::value)
            .toArray(INDArray[]::new));
  }

  private static List<Object> rates(Schedule schedule) {
    return LongStream.range(0, 12).mapToObj(step -> (Object) schedule.rate(step)).toList();
  }
}
