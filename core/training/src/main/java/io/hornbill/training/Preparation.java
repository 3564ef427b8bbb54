package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.data.Batch;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.Strings;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Network;
import io.hornbill.losses.Loss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks a user's arrays, before anything is computed, and makes a data set of them. */
final class Preparation {
  private final Network network;
  private final String owner;
  private boolean started;
  private List<Shape> outputShapes = List.of();

  Preparation(Network network) {
    this.network = network;
    this.owner =
        "Model \"" + network.name() + "\""; // not formatted: that takes longer than a small step
  }

  /** Takes arrays that are what the plan begins with, as {@link #starts} gives them. */
  Preparation started() {
    started = true;
    return this;
  }

  /** {@return what makes arrays of Java's own types} */
  JavaData java() {
    return new JavaData(network);
  }

  private Column column(String what, INDArray array) {
    return Column.of(owner, what, array, network.dataType());
  }

  /** Requires arrays that are there and open. */
  void checkOpen(String what, @Nullable List<INDArray> arrays) {
    if (arrays == null) {
      throw Fault.of(owner)
          .expected("%s must be a list of arrays", what)
          .received("null")
          .remedy("Pass one array per %s.", what.equals("x") ? "input" : "output")
          .argument();
    }
    for (int i = 0; arrays != null && i < arrays.size(); i++) {
      Column.checkOpen(owner, label(what, i, arrays.size()), arrays.get(i));
    }
  }

  /** A batch of arrays that are there and open. */
  Batch batch(List<INDArray> x, List<INDArray> y, List<INDArray> weights) {
    checkOpen("x", x);
    checkOpen("y", y);
    checkOpen("sampleWeight", weights);
    return new Batch(x, y, weights);
  }

  /** Arrays in the order of the inputs. */
  List<INDArray> byInput(Map<String, ?> columns) {
    if (columns == null) {
      throw Fault.of(owner)
          .expected("x must be a map of columns by the names of the inputs")
          .received("null")
          .remedy("Pass one column per input.")
          .argument();
    }
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    flatten("", columns, arrays);
    return byName("x", arrays, network.inputNames(), network.inputNames());
  }

  /**
   * Columns of maps within maps stand under the keys of the whole way, or under their own names.
   */
  private void flatten(String way, Map<?, ?> columns, Map<String, INDArray> arrays) {
    columns.forEach(
        (key, column) -> {
          String name = String.valueOf(key);
          if (column instanceof Map<?, ?> inner) {
            flatten(way + name + "/", inner, arrays);
          } else if (column != null) {
            arrays.put(inputName(way + name, name), array(name, column));
          }
        });
  }

  /** The input's name: that of the way to it, its own one, or that of the layer that makes it. */
  private String inputName(String way, String name) {
    List<String> names = network.inputNames();
    if (names.contains(way) || names.contains(name)) {
      return names.contains(way) ? way : name;
    }
    List<String> layers = network.inputs().stream().map(input -> input.op().name()).toList();
    return layers.contains(name) ? names.get(layers.indexOf(name)) : way;
  }

  /** A column of an array, of strings or of numbers. */
  private INDArray array(String name, Object column) {
    if (column instanceof INDArray array) {
      return array;
    }
    List<?> values =
        column instanceof Object[] objects
            ? List.of(objects)
            : column instanceof Collection<?> list ? List.copyOf(list) : List.of();
    if (Strings.isIn(values)) {
      return Strings.encode(values);
    }
    boolean rows =
        column.getClass().isArray() || (!values.isEmpty() && !(values.get(0) instanceof Number));
    if (rows
        && !(column instanceof double[])
        && !(column instanceof Object[] && values.get(0) instanceof Number)) {
      return JavaArrays.toArray(column);
    }
    if (!(column instanceof double[]
        || (!values.isEmpty() && values.stream().allMatch(Number.class::isInstance)))) {
      throw Fault.of(owner)
          .expected("a column must be an array, or as many strings or numbers as there are rows")
          .received("%s for \"%s\"", column.getClass().getSimpleName(), name)
          .remedy("Pass one of these.")
          .argument();
    }
    double[] numbers =
        column instanceof double[] plain
            ? plain
            : values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    return Nd4j.createFromArray(numbers).reshape('c', numbers.length, 1);
  }

  /** Arrays in the order of the outputs. */
  List<INDArray> byOutput(String what, Map<String, INDArray> arrays) {
    return byOutput(what, arrays, network.outputNames());
  }

  /** Arrays in the order of some outputs; those of other outputs are left out. */
  List<INDArray> byOutput(String what, Map<String, INDArray> arrays, List<String> wanted) {
    return byName(what, arrays, network.outputNames(), wanted);
  }

  private List<INDArray> byName(
      String what, Map<String, INDArray> arrays, List<String> names, List<String> wanted) {
    if (arrays == null) {
      throw Fault.of(owner)
          .expected("%s must be a map of arrays", what)
          .received("null")
          .remedy("Pass an array for each of %s.", wanted)
          .argument();
    }
    for (String key : arrays.keySet()) {
      if (!names.contains(key)) {
        throw Fault.of(owner)
            .expected("the keys of %s must be names of the model's", what)
            .received("\"%s\"", key)
            .remedy("Choose among %s.", names)
            .argument();
      }
    }
    List<INDArray> list = new ArrayList<>();
    for (String key : wanted) {
      INDArray array = arrays.get(key);
      if (array == null) {
        throw Fault.of(owner)
            .expected("%s must have an array for each of %s", what, wanted)
            .received("none for \"%s\"", key)
            .remedy("Add it.")
            .argument();
      }
      if (array != null) {
        list.add(array);
      }
    }
    return list;
  }

  private static String label(String what, int index, int count) {
    return count == 1 ? what : what + "[" + index + "]";
  }

  /** What the plan begins with, made of a model's inputs where layers are computed in Java. */
  List<INDArray> starts(List<INDArray> arrays) {
    List<Tensor> inputs = network.inputs();
    checkCount(arrays, inputs);
    if (network.starts().equals(inputs)) {
      return arrays;
    }
    List<INDArray> fitting = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      String what = label("x", i, arrays.size());
      Column own = Column.of(owner, what, arrays.get(i), startsType(arrays.get(i)));
      Column column = fitting(what, own, inputs.get(i).shape());
      Shape shape = Shape.of(column.rows()).append(column.sample().dims());
      fitting.add(column.array().reshape('c', shape.dims()));
    }
    return network.startsOf(fitting);
  }

  /** Whole numbers may have more digits than the model's type. */
  private DataType startsType(INDArray array) {
    boolean wide =
        array != null && (array.dataType().isIntType() || array.dataType() == DataType.DOUBLE);
    return wide ? network.startsType() : network.dataType();
  }

  /** The data alone, for prediction. */
  DataSet inputs(List<INDArray> given) {
    List<Tensor> inputs = network.starts();
    List<INDArray> arrays = started ? given : starts(given);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      columns.add(column(label("x", i, arrays.size()), arrays.get(i)));
    }
    List<Shape> expected = expected(columns, inputs);
    for (int i = 0; i < columns.size(); i++) {
      columns.set(i, fitting(label("x", i, columns.size()), columns.get(i), expected.get(i)));
    }
    int rows = columns.get(0).rows();
    columns.forEach(column -> sameRows("x", column, rows));
    return new DataSet(columns, List.of(), List.of(), rows);
  }

  /** The shapes of the inputs, or those of the data where the network takes these as well. */
  private List<Shape> expected(List<Column> columns, List<Tensor> inputs) {
    List<Shape> known = inputs.stream().map(Tensor::shape).toList();
    List<Shape> received = new ArrayList<>();
    for (Column column : columns) {
      received.add(Shape.of(Shape.UNKNOWN).append(column.sample().dims()));
    }
    if (inputs.equals(network.inputs()) && received.size() == known.size()) {
      outputShapes = network.outputsForLengths(received);
    }
    return outputShapes.isEmpty() ? known : received;
  }

  private Shape outputShape(int output) {
    return outputShapes.isEmpty()
        ? network.outputs().get(output).shape()
        : outputShapes.get(output);
  }

  private void checkCount(List<INDArray> arrays, List<Tensor> inputs) {
    if (arrays.size() != inputs.size()) {
      throw Fault.of(owner)
          .expected("x must have one array per input, %s", inputs.size())
          .received(arrays.size())
          .remedy("The inputs are %s.", network.inputNames())
          .argument();
    }
  }

  /** As Keras does, a missing or superfluous last axis of length 1 is forgiven. */
  private Column fitting(String what, Column column, Shape expected) {
    Shape sample = expected.without(0);
    Shape received = column.sample();
    if (received.rank() == sample.rank() - 1 && sample.last() == 1) {
      received = received.append(1);
    } else if (received.rank() == sample.rank() + 1 && received.last() == 1) {
      received = received.slice(0, received.rank() - 1);
    } else if (received.rank() == 2 && received.dim(0) == 1 && sample.rank() == 1) {
      received = received.without(0); // strings of shape [rows] instead of [rows, 1]
    }
    if (!sample.matches(received)) {
      Shape given = Shape.of(column.array().shape());
      throw Fault.of(owner)
          .expected("%s must have shape %s", what, expected)
          .received(given)
          .remedy(
              sample.matches(given)
                  ? "Pass one sample as a batch of one, such as new float[][] {sample}."
                  : "Reshape the data, or give the model another Input.")
          .argument();
    }
    return column.withSample(received);
  }

  private void sameRows(String what, Column column, int rows) {
    if (column.rows() != rows) {
      throw Fault.of(owner)
          .expected("all arrays must have as many rows")
          .received("%s rows in x[0], %s in %s", rows, column.rows(), what)
          .remedy("Cut them to the same length.")
          .argument();
    }
  }

  /** Data, targets and sample weights. */
  DataSet examples(StepBuilder builder, Batch given) {
    return examples(builder, given, Map.of());
  }

  /**
   * Data, targets and sample weights.
   *
   * @param builder says which outputs have targets
   * @param given the arrays
   * @param classWeight factors by class; empty for none
   */
  DataSet examples(StepBuilder builder, Batch given, Map<Integer, Double> classWeight) {
    DataType dataType = network.dataType();
    return examples(builder, given, classWeight, rows -> Nd4j.createUninitialized(dataType, rows));
  }

  /**
   * Data, targets and sample weights.
   *
   * @param builder says which outputs have targets
   * @param given the arrays
   * @param classWeight factors by class; empty for none
   * @param room gives the memory for the weights by class of some rows
   */
  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  DataSet examples(
      StepBuilder builder,
      Batch given,
      Map<Integer, Double> classWeight,
      LongFunction<INDArray> room) {
    if (builder.isOwnStep()) {
      return plain(given, classWeight, room);
    }
    List<INDArray> weights = given.weights();
    DataSet data = inputs(given.x());
    List<Column> targets = targets(builder, given.y(), data.rows());
    if (weights.size() > 1 && weights.size() != targets.size()) {
      throw Fault.of(owner)
          .expected("sampleWeight must be one array, or one per target, %s", targets.size())
          .received(weights.size())
          .remedy("Use ones where all rows count alike.")
          .argument();
    }
    if (!classWeight.isEmpty()) {
      requireOneTarget(targets.size());
    }
    List<@Nullable Column> all = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      INDArray own = weights.isEmpty() ? null : weights.get(weights.size() == 1 ? 0 : i);
      String what = label("sampleWeight", i, weights.size());
      Column weight = own == null ? null : column(what, own);
      if (weight != null) {
        sameRows(what, weight, data.rows());
      }
      all.add(classWeight.isEmpty() ? weight : byClass(targets.get(i), weight, classWeight, room));
    }
    return new DataSet(data.x(), targets, all, data.rows());
  }

  /** What a step of one's own takes: any arrays of as many rows, those of the weights last. */
  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private DataSet plain(
      Batch given, Map<Integer, Double> classWeight, LongFunction<INDArray> room) {
    List<Column> x = plain("x", given.x());
    List<Column> y = new ArrayList<>(plain("y", given.y()));
    int rows = x.get(0).rows();
    for (int i = 0; i < x.size(); i++) {
      sameRows(label("x", i, x.size()), x.get(i), rows);
    }
    for (int i = 0; i < y.size(); i++) {
      sameRows(label("y", i, y.size()), y.get(i), rows);
    }
    List<Column> weights = plain("sampleWeight", given.weights());
    for (int i = 0; i < weights.size(); i++) {
      sameRows(label("sampleWeight", i, weights.size()), weights.get(i), rows);
    }
    if (!classWeight.isEmpty()) {
      requireOneTarget(y.size());
      Column own = weights.isEmpty() ? null : weights.get(0);
      weights = List.of(byClass(y.get(0), own, classWeight, room));
    }
    y.addAll(weights);
    return new DataSet(x, y, Collections.nCopies(y.size(), null), rows);
  }

  private void requireOneTarget(int targets) {
    if (targets != 1) {
      throw Fault.of(owner)
          .expected("classWeight needs a single target")
          .received("%s targets", targets)
          .remedy("Use sampleWeight.")
          .argument();
    }
  }

  private List<Column> plain(String what, List<INDArray> arrays) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      columns.add(column(label(what, i, arrays.size()), arrays.get(i)));
    }
    return columns;
  }

  private List<Column> targets(StepBuilder builder, List<INDArray> y, int rows) {
    List<OutputTask> tasks = builder.tasks();
    int outputs = network.outputs().size();
    if (y.size() != outputs && y.size() != tasks.size()) {
      throw Fault.of(owner)
          .expected("y must have one array per output, %s", outputs)
          .received(y.size())
          .remedy("The outputs are %s.", network.outputNames())
          .argument();
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      int output = builder.targets().get(i);
      int place = y.size() == tasks.size() ? i : output;
      String what = label("y", place, y.size());
      Column column = column(what, y.get(place));
      sameRows(what, column, rows);
      checkTargets(tasks.get(i), column.array(), outputShape(output));
      columns.add(column);
    }
    return columns;
  }

  private static void checkTargets(OutputTask task, INDArray y, Shape guess) {
    Loss loss = task.loss();
    if (loss != null) {
      loss.checkTargets(y, guess);
      if (loss.takesClassNumbers()) {
        return;
      }
    }
    Shape truth = Shape.of(y.shape());
    for (MetricChoice choice : task.metrics()) {
      choice.resolve(truth, guess, loss).checkTargets(y, guess);
    }
    for (MetricChoice choice : task.weightedMetrics()) {
      choice.resolve(truth, guess, loss).checkTargets(y, guess);
    }
  }

  /** The weight of a row is that of its class: the label, or the greatest of several scores. */
  private Column byClass(
      Column target,
      @Nullable Column weight,
      Map<Integer, Double> classWeight,
      LongFunction<INDArray> room) {
    int rows = target.rows();
    long classes = target.sample().rank() == 0 ? 1 : target.sample().last();
    if (target.sample().rank() > 1 || (weight != null && weight.sample().rank() != 0)) {
      throw Fault.of(owner)
          .expected("classWeight needs targets [rows] or [rows, classes] and weights [rows]")
          .received("targets %s", target.batch(rows))
          .remedy("Use sampleWeight.")
          .argument();
    }
    INDArray labels = target.array();
    INDArray product = room.apply(rows);
    for (int row = 0; row < rows; row++) {
      int label =
          classes == 1
              ? (int) Math.rint(labels.getDouble((long) row))
              : greatest(labels, row, classes);
      double own = weight == null ? 1 : weight.array().getDouble(row);
      product.putScalar(row, own * classWeight.getOrDefault(label, 1.0));
    }
    return column("classWeight", product);
  }

  private static int greatest(INDArray scores, long row, long count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (scores.getDouble(row * count + i) > scores.getDouble(row * count + best)) {
        best = i;
      }
    }
    return best;
  }
}
