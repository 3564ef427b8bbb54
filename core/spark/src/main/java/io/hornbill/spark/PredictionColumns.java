package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that predictions are put into. */
final class PredictionColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double HALF = 0.5;

  /** What the first output means. */
  enum Kind {
    /** A probability for each class. */
    CLASSES,
    /** The probability of yes. */
    YES_OR_NO,
    /** A value. */
    VALUE
  }

  private final Kind kind;
  private final String prediction;
  private final String probability;
  private final ArrayList<Integer> outputs = new ArrayList<>();
  private final ArrayList<String> outputColumns = new ArrayList<>();

  private PredictionColumns(Kind kind, String prediction, String probability) {
    this.kind = kind;
    this.prediction = prediction;
    this.probability = kind == Kind.VALUE ? "" : probability;
  }

  static PredictionColumns of(Model model, PredictionParams<?> params) {
    Shape first = model.outputs().get(0).shape();
    Kind kind = first.rank() != 2 || first.last() == 1 ? Kind.VALUE : Kind.CLASSES;
    if (first.rank() == 2 && first.last() == 1 && isBinary(model.compileConfig())) {
      kind = Kind.YES_OR_NO;
    }
    PredictionColumns columns =
        new PredictionColumns(kind, params.getPredictionCol(), params.getProbabilityCol());
    List<String> names = model.outputNames();
    params
        .getOutputCols()
        .forEach(
            (name, column) -> {
              if (!names.contains(name)) {
                throw Fault.of("HornbillModel")
                    .expected("the keys of outputCols must be names of outputs")
                    .received("\"%s\"", name)
                    .remedy("Choose among %s.", names)
                    .argument();
              }
              columns.outputs.add(names.indexOf(name));
              columns.outputColumns.add(column);
            });
    return columns;
  }

  /** Whether the loss takes the output for the probability of yes. */
  private static boolean isBinary(@org.jspecify.annotations.Nullable Config compiled) {
    return compiled != null
        && String.valueOf(compiled.get("loss")).toLowerCase(Locale.ROOT).contains("binary");
  }

  StructType addTo(StructType schema) {
    StructType result = schema;
    if (!probability.isEmpty()) {
      result = add(result, probability, SQLDataTypes.VectorType());
    }
    if (!prediction.isEmpty()) {
      result = add(result, prediction, DataTypes.DoubleType);
    }
    for (String column : outputColumns) {
      result = add(result, column, DataTypes.createArrayType(DataTypes.DoubleType, false));
    }
    return result;
  }

  private static StructType add(
      StructType schema, String column, org.apache.spark.sql.types.DataType type) {
    if (List.of(schema.fieldNames()).contains(column)) {
      throw Fault.of("HornbillModel")
          .expected("a new column must have a new name")
          .received("\"%s\", which is there already", column)
          .remedy("Choose another name, or drop the column.")
          .argument();
    }
    return schema.add(column, type, false);
  }

  int count() {
    return outputs.size() + (probability.isEmpty() ? 0 : 1) + (prediction.isEmpty() ? 0 : 1);
  }

  /** What the model said of a row, as Spark keeps it. */
  Object[] cells(List<float[]> all, int row, int rows) {
    Object[] cells = new Object[count()];
    int at = 0;
    float[] first = all.get(0);
    int width = first.length / rows;
    if (!probability.isEmpty()) {
      cells[at++] = vector(probabilities(first, row * width, width));
    }
    if (!prediction.isEmpty()) {
      cells[at++] = prediction(first, row * width, width);
    }
    for (int output : outputs) {
      float[] values = all.get(output);
      int length = values.length / rows;
      cells[at++] = UnsafeArrayData.fromPrimitiveArray(doubles(values, row * length, length));
    }
    return cells;
  }

  /** A dense vector: the number of its kind, no size and indices, and its values. */
  private static InternalRow vector(double[] values) {
    return new GenericInternalRow(
        new Object[] {(byte) 1, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
  }

  private static double[] doubles(float[] values, int from, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = values[from + i];
    }
    return numbers;
  }

  private double[] probabilities(float[] values, int from, int width) {
    if (kind == Kind.YES_OR_NO) {
      return new double[] {1 - (double) values[from], values[from]};
    }
    return doubles(values, from, width);
  }

  private double prediction(float[] values, int from, int width) {
    if (kind != Kind.CLASSES) {
      return kind == Kind.VALUE ? values[from] : values[from] > HALF ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }
}
