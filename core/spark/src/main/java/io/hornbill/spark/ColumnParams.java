package io.hornbill.spark;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** Which columns a network reads and writes, and in batches of how many rows. */
public final class ColumnParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> featuresCol;
  final StringArrayParam featuresCols;
  final StringArrayParam inputCols;
  final Param<String> predictionCol;
  final Param<String> probabilityCol;
  final StringArrayParam outputCols;
  final IntParam batchSize;

  /**
   * Makes the parameters of a stage, with their defaults.
   *
   * @param owner the stage
   * @param rows the default of {@code batchSize}
   */
  ColumnParams(Params owner, int rows) {
    featuresCol =
        new Param<>(
            owner,
            "featuresCol",
            "the column with the data of a model of one input: numbers, vectors, arrays, or images as bytes");
    featuresCols =
        new StringArrayParam(
            owner,
            "featuresCols",
            "columns that stand side by side in the one input; empty for featuresCol");
    inputCols =
        new StringArrayParam(
            owner, "inputCols", "columns by the inputs' names, of a model of several inputs");
    predictionCol =
        new Param<>(
            owner,
            "predictionCol",
            "takes the prediction: the class of the greatest probability, or the value");
    probabilityCol =
        new Param<>(
            owner,
            "probabilityCol",
            "takes the probabilities of the classes as a vector; empty for none");
    outputCols =
        new StringArrayParam(
            owner, "outputCols", "take whole outputs as arrays, by the outputs' names");
    batchSize =
        new IntParam(
            owner, "batchSize", "the rows of a batch; in training, of all workers together");
    owner.setDefault(featuresCol, "features");
    owner.setDefault(featuresCols, new String[0]);
    owner.setDefault(inputCols, new String[0]);
    owner.setDefault(predictionCol, "prediction");
    owner.setDefault(probabilityCol, "probability");
    owner.setDefault(outputCols, new String[0]);
    owner.setDefault(batchSize, rows);
  }
}
