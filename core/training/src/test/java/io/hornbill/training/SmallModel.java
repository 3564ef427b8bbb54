package io.hornbill.training;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.InputLayer;
import io.hornbill.optimizers.SGD;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is left of a model without the module that users take it from: lines {@code slope * x +
 * bias} that begin with slope 1 and bias 0.
 */
final class SmallModel extends TrainableModel {
  /** Four rows whose line is {@code 2 x}. */
  static final INDArray X = column(1, 2, 3, 4);

  static final INDArray Y = column(2, 4, 6, 8);

  private SmallModel(List<Tensor> inputs, List<Tensor> outputs) {
    define(inputs, outputs);
    name("small");
  }

  /** Lines of one input, by the names of the outputs. */
  static SmallModel lines(String... outputs) {
    Tensor x = new InputLayer(1).name("x").tensor();
    return new SmallModel(
        List.of(x),
        Arrays.stream(outputs)
            .map(name -> new Dense(1).kernelInitializer("ones").name(name).apply(x))
            .toList());
  }

  /** A line that is trained in steps of 0.01 for the mean of the squared errors. */
  static SmallModel compiled(Object... metrics) {
    SmallModel model = lines("line");
    model.compile(new SGD().learningRate(0.01), "mse", metrics);
    return model;
  }

  static INDArray column(double... values) {
    return Nd4j.createFromArray(values)
        .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
        .reshape(values.length, 1);
  }

  static INDArray row(float... values) {
    return Nd4j.createFromArray(values);
  }

  double slope() {
    return getWeights().get(0).getDouble(0);
  }

  double bias() {
    return getWeights().get(1).getDouble(0);
  }

  @Override
  public String className() {
    return "Functional";
  }

  @Override
  public Config config() {
    return writeGraph();
  }
}
