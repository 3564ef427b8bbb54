package io.hornbill.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small data, as arrays and as rows of a data frame. */
record Rows(INDArray x, INDArray y, INDArray weights) {
  static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("held", DataTypes.BooleanType);

  /** Seeded numbers; class 1 where the sum of the first three is positive, with a margin. */
  static Rows random(int rows, long... sample) {
    Random random = new Random(11);
    int width = 1;
    for (long length : sample) {
      width *= (int) length;
    }
    float[] x = new float[rows * width];
    float[] y = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        x[row * width + i] = (float) random.nextGaussian();
      }
      int at = row * width;
      y[row] = x[at] + x[at + 1] + x[at + 2] > 0 ? 1 : 0;
      weights[row] = 0.5f + row % 4;
    }
    long[] shape = new long[sample.length + 1];
    shape[0] = rows;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return new Rows(
        Nd4j.createFromArray(x).reshape('c', shape),
        Nd4j.createFromArray(y).reshape('c', rows, 1),
        Nd4j.createFromArray(weights));
  }

  /** The rows in their order, in so many partitions; each fifth is held out for validation. */
  Dataset<Row> frame(SparkSession session, int partitions) {
    int count = (int) x.size(0);
    INDArray flat = x.reshape('c', count, x.length() / count);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          RowFactory.create(
              Vectors.dense(flat.getRow(i).toDoubleVector()),
              y.getDouble(i, 0),
              weights.getDouble(i),
              i % 5 == 4));
    }
    return session.createDataFrame(rows, SCHEMA).coalesce(partitions);
  }
}
