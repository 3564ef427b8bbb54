package io.hornbill.spark;

import java.util.Map;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The parameters of whatever asks a network, which an estimator hands on to its model.
 *
 * @param <S> the stage that has them
 */
public interface PredictionParams<S extends PredictionParams<S>> extends Params {
  /**
   * Returns the parameters of this stage.
   *
   * @return always the same ones
   */
  ColumnParams columns();

  /**
   * Returns the parameter {@code featuresCol}.
   *
   * @return the column with the data of a model of one input: numbers, vectors, arrays, or images
   *     as bytes
   */
  default Param<String> featuresCol() {
    return columns().featuresCol;
  }

  /**
   * Returns the value of {@code featuresCol}.
   *
   * @return the column with the data of a model of one input: numbers, vectors, arrays, or images
   *     as bytes
   */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /**
   * Sets {@code featuresCol}.
   *
   * @param value the column with the data of a model of one input: numbers, vectors, arrays, or
   *     images as bytes
   */
  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /**
   * Returns the parameter {@code featuresCols}.
   *
   * @return columns that stand side by side in the one input; empty for featuresCol
   */
  default StringArrayParam featuresCols() {
    return columns().featuresCols;
  }

  /**
   * Returns the value of {@code featuresCols}.
   *
   * @return columns that stand side by side in the one input; empty for featuresCol
   */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols());
  }

  /**
   * Sets {@code featuresCols}.
   *
   * @param value columns that stand side by side in the one input; empty for featuresCol
   */
  default S setFeaturesCols(String... value) {
    set(featuresCols(), value);
    return self();
  }

  /**
   * Returns the parameter {@code inputCols}.
   *
   * @return columns by the inputs' names, of a model of several inputs
   */
  default StringArrayParam inputCols() {
    return columns().inputCols;
  }

  /**
   * Returns the value of {@code inputCols}.
   *
   * @return columns by the inputs' names, of a model of several inputs
   */
  default Map<String, String> getInputCols() {
    return NamedColumns.read(getOrDefault(inputCols()));
  }

  /**
   * Sets {@code inputCols}.
   *
   * @param value columns by the inputs' names, of a model of several inputs
   */
  default S setInputCols(Map<String, String> value) {
    set(inputCols(), NamedColumns.write(value));
    return self();
  }

  /**
   * Returns the parameter {@code predictionCol}.
   *
   * @return takes the prediction: the class of the greatest probability, or the value
   */
  default Param<String> predictionCol() {
    return columns().predictionCol;
  }

  /**
   * Returns the value of {@code predictionCol}.
   *
   * @return takes the prediction: the class of the greatest probability, or the value
   */
  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /**
   * Sets {@code predictionCol}.
   *
   * @param value takes the prediction: the class of the greatest probability, or the value
   */
  default S setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /**
   * Returns the parameter {@code probabilityCol}.
   *
   * @return takes the probabilities of the classes as a vector; empty for none
   */
  default Param<String> probabilityCol() {
    return columns().probabilityCol;
  }

  /**
   * Returns the value of {@code probabilityCol}.
   *
   * @return takes the probabilities of the classes as a vector; empty for none
   */
  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /**
   * Sets {@code probabilityCol}.
   *
   * @param value takes the probabilities of the classes as a vector; empty for none
   */
  default S setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  /**
   * Returns the parameter {@code outputCols}.
   *
   * @return take whole outputs as arrays, by the outputs' names
   */
  default StringArrayParam outputCols() {
    return columns().outputCols;
  }

  /**
   * Returns the value of {@code outputCols}.
   *
   * @return take whole outputs as arrays, by the outputs' names
   */
  default Map<String, String> getOutputCols() {
    return NamedColumns.read(getOrDefault(outputCols()));
  }

  /**
   * Sets {@code outputCols}.
   *
   * @param value take whole outputs as arrays, by the outputs' names
   */
  default S setOutputCols(Map<String, String> value) {
    set(outputCols(), NamedColumns.write(value));
    return self();
  }

  /**
   * Returns the parameter {@code batchSize}.
   *
   * @return the rows of a batch; in training, of all workers together
   */
  default IntParam batchSize() {
    return columns().batchSize;
  }

  /**
   * Returns the value of {@code batchSize}.
   *
   * @return the rows of a batch; in training, of all workers together
   */
  default int getBatchSize() {
    return (Integer) getOrDefault(batchSize());
  }

  /**
   * Sets {@code batchSize}.
   *
   * @param value the rows of a batch; in training, of all workers together
   */
  default S setBatchSize(int value) {
    set(batchSize(), value);
    return self();
  }

  @SuppressWarnings("unchecked") // S is the stage itself
  private S self() {
    return (S) this;
  }
}
