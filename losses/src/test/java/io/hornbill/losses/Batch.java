package io.hornbill.losses;

import io.hornbill.engine.testing.Evaluate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Valid targets and predictions of a loss, away from its corners.
 *
 * @param yTrue the targets
 * @param yPred the predictions
 */
record Batch(INDArray yTrue, INDArray yPred) {
  static Batch of(Loss loss) {
    return switch (loss.className()) {
      case "SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy", "Circle" ->
          new Batch(doubles(0, 2, 1, 0), probabilities(4, 3));
      case "CTC" ->
          new Batch(doubles(1, 3, 2, 0).reshape(2, 2), Evaluate.uniform(2, -2, 2, 2, 5, 4));
      case "Hinge", "SquaredHinge" ->
          new Batch(
              doubles(1, -1, -1, 1, 1, -1, 1, 1, -1, -1, 1, -1).reshape(4, 3), probabilities(4, 3));
      default -> new Batch(Evaluate.uniform(1, 0.05, 0.95, 4, 3), probabilities(4, 3));
    };
  }

  static INDArray doubles(double... values) {
    return Nd4j.createFromArray(values);
  }

  static INDArray probabilities(long... shape) {
    return Evaluate.uniform(2, 0.05, 0.95, shape);
  }

  Batch as(DataType dataType) {
    return new Batch(yTrue.castTo(dataType), yPred.castTo(dataType));
  }

  double value(Loss loss) {
    return Evaluate.of(x -> loss.reduced(x.get(0), x.get(1), null, null), yTrue, yPred)
        .getDouble(0);
  }
}
