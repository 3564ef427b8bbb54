package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Dense;
import io.hornbill.losses.MeanSquaredError;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.LossScaleOptimizer;
import io.hornbill.optimizers.MultiOptimizer;
import io.hornbill.optimizers.Muon;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.OptimizerMap;
import io.hornbill.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Optimizers that tell the variables of a model apart, or change the loss that is differentiated.
 */
class OptimizersInTrainingTest {
  private static final INDArray X = Evaluate.uniform(1, -1, 1, 8, 4).castTo(DataType.FLOAT);
  private static final INDArray Y = Evaluate.uniform(2, -1, 1, 8, 3).castTo(DataType.FLOAT);

  private static Model trained(Optimizer optimizer) {
    Hornbill.seed(3);
    Tensor x = Input.of(4);
    Tensor hidden = new Dense(5).name("hidden").apply(x);
    Model model = new Model(List.of(x), List.of(new Dense(3).name("top").apply(hidden)));
    model.compile(optimizer, new MeanSquaredError());
    for (int i = 0; i < 3; i++) {
      model.trainOnBatch(X, Y);
    }
    return model;
  }

  /** As Keras 3 names them. */
  @Test
  void variablesKnowTheirPaths() {
    assertThat(trained(new SGD()).weights())
        .extracting(Variable::path)
        .containsExactly("hidden/kernel", "hidden/bias", "top/kernel", "top/bias");

    Sequential model = new Sequential(new Dense(2).name("a"));
    model.name("net").compile("sgd", "mse");
    model.fit(X, Evaluate.uniform(2, -1, 1, 8, 2).castTo(DataType.FLOAT));
    assertThat(model.weights())
        .extracting(Variable::path)
        .containsExactly("net/a/kernel", "net/a/bias");
  }

  @Test
  void muonLeavesLayersOut() {
    List<INDArray> all = trained(new Muon().learningRate(0.1)).getWeights();
    List<INDArray> without =
        trained(new Muon().learningRate(0.1).excludeLayers("top")).getWeights();

    assertThat(without.get(2)).isNotEqualTo(all.get(2));
  }

  @Test
  void eachLayerMayHaveAnOptimizerOfItsOwn() {
    OptimizerMap map =
        new OptimizerMap(new SGD().learningRate(0)).put("top/.*", new Adam().learningRate(0.1));
    List<INDArray> first = trained(new SGD().learningRate(0)).getWeights();
    List<INDArray> weights = trained(new MultiOptimizer(map)).getWeights();

    assertThat(weights.subList(0, 2)).isEqualTo(first.subList(0, 2));
    assertThat(weights.get(2)).isNotEqualTo(first.get(2));
    assertThat(weights.get(3)).isNotEqualTo(first.get(3));
  }

  /** A power of 2 changes no digit of a gradient. */
  @Test
  void aScaledLossTrainsAsTheLossItself() {
    assertThat(trained(new LossScaleOptimizer(new Adam().learningRate(0.1))).getWeights())
        .isEqualTo(trained(new Adam().learningRate(0.1)).getWeights());
    assertThat(
            trained(
                    new MultiOptimizer(new OptimizerMap(new Adam().learningRate(0.1)))
                        .lossScaleFactor(64))
                .getWeights())
        .isEqualTo(trained(new Adam().learningRate(0.1)).getWeights());
  }
}
