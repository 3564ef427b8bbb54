package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes samples of rows, and arrays of samples, as a model takes them. */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Cells> inputs = new ArrayList<>();
  private final ArrayList<Cells> targets = new ArrayList<>();
  private final @Nullable Cells weight;
  private final int validation;

  private RowReader(@Nullable Cells weight, int validation) {
    this.weight = weight;
    this.validation = validation;
  }

  /** Reads what a model is asked about. */
  static RowReader ofInputs(
      StructType schema,
      Model model,
      String featuresCol,
      List<String> featuresCols,
      Map<String, String> inputCols) {
    RowReader reader = new RowReader(null, -1);
    reader.addInputs(schema, model, featuresCol, featuresCols, inputCols);
    return reader;
  }

  /** Reads what a model is trained on. */
  static RowReader ofExamples(StructType schema, Model model, SparkOptions options) {
    String weight = options.weightCol();
    RowReader reader =
        new RowReader(
            weight.isEmpty()
                ? null
                : new Cells(schema, "weightCol", List.of(weight), new long[0], false),
            validation(schema, options.validationIndicatorCol()));
    reader.addInputs(
        schema, model, options.featuresCol(), options.featuresCols(), options.inputCols());
    List<String> outputs = model.outputNames();
    Map<String, String> labels = options.labelCols();
    if (labels.isEmpty()) {
      if (outputs.size() != 1) {
        throw Fault.of("Hornbill on Spark")
            .expected("a model of several outputs needs labelCols")
            .received("labelCol \"%s\" for %s", options.labelCol(), outputs)
            .remedy("Name a column for each output.")
            .argument();
      }
      labels = Map.of(outputs.get(0), options.labelCol());
    }
    for (String output : outputs) {
      // The loss says what shape a target may have; Keras' rules are the model's.
      reader.targets.add(
          new Cells(
              schema,
              "the target of " + output,
              List.of(column(labels, "labelCols", output)),
              new long[] {-1},
              false));
    }
    return reader;
  }

  private void addInputs(
      StructType schema,
      Model model,
      String featuresCol,
      List<String> featuresCols,
      Map<String, String> inputCols) {
    List<String> names = model.inputNames();
    List<Tensor> tensors = model.inputs();
    if (names.size() != 1 && inputCols.isEmpty()) {
      throw Fault.of("Hornbill on Spark")
          .expected("a model of several inputs needs inputCols")
          .received("none for %s", names)
          .remedy("Name a column for each input.")
          .argument();
    }
    for (int i = 0; i < names.size(); i++) {
      List<String> columns =
          !inputCols.isEmpty()
              ? List.of(column(inputCols, "inputCols", names.get(i)))
              : featuresCols.isEmpty() ? List.of(featuresCol) : featuresCols;
      long[] shape = tensors.get(i).shape().without(0).dims();
      boolean text = tensors.get(i).dataType() == DataType.UTF8;
      inputs.add(new Cells(schema, "the input " + names.get(i), columns, shape, text));
    }
  }

  private static String column(Map<String, String> columns, String option, String name) {
    String column = columns.get(name);
    if (column == null) {
      throw Fault.of("Hornbill on Spark")
          .expected("%s must have a column for each name of the model's", option)
          .received("none for \"%s\" in %s", name, columns)
          .remedy("Add it.")
          .argument();
    }
    return column;
  }

  private static int validation(StructType schema, String column) {
    if (column.isEmpty()) {
      return -1;
    }
    int place = Cells.place(schema, "validationIndicatorCol", column);
    org.apache.spark.sql.types.DataType type = schema.fields()[place].dataType();
    if (!(type instanceof BooleanType)) {
      throw Fault.of("Hornbill on Spark")
          .expected("validationIndicatorCol must be a column of booleans")
          .received("%s in column \"%s\"", type.simpleString(), column)
          .remedy("Cast it to boolean.")
          .argument();
    }
    return place;
  }

  Sample read(InternalRow row) {
    Object[] x = new Object[inputs.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = inputs.get(i).value(row);
    }
    float[][] y = new float[targets.size()][];
    for (int i = 0; i < y.length; i++) {
      y[i] = targets.get(i).read(row);
    }
    float counts = weight == null ? 1 : weight.read(row)[0];
    return new Sample(x, y, counts, validation >= 0 && row.getBoolean(validation));
  }

  boolean isWeighted() {
    return weight != null;
  }

  /** The columns of the inputs, in their order. */
  List<Cells> inputs() {
    return inputs;
  }

  /** The inputs of samples, {@code [rows, ...]}. */
  List<INDArray> inputs(List<Sample> samples, DataType type) {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      InputColumn column = new InputColumn(inputs.get(i), samples.size());
      for (Sample sample : samples) {
        column.add(sample.x[i]);
      }
      arrays.add(column.toArray(type));
    }
    return arrays;
  }

  /** The targets of samples, {@code [rows, ...]}. */
  List<INDArray> targets(List<Sample> samples, List<Tensor> outputs, DataType type) {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      InputColumn column = new InputColumn(targets.get(i), samples.size());
      for (Sample sample : samples) {
        column.add(sample.y[i]);
      }
      arrays.add(like(outputs.get(i).shape(), column.toArray(type)));
    }
    return arrays;
  }

  /** As many numbers as the output has get its shape; class ids keep theirs. */
  private static INDArray like(Shape output, INDArray flat) {
    Shape sample = output.without(0);
    boolean fits = sample.isKnown() && sample.size() == flat.size(1);
    return fits ? flat.reshape('c', Shape.of(flat.size(0)).append(sample.dims()).dims()) : flat;
  }
}
