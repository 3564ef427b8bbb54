package io.hornbill.training;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A program for {@link Bfloat16NoticeTest}: trains one model for each policy, {@code a,b,c}. */
public final class MixedPrecisionTraining {
  private MixedPrecisionTraining() {}

  /** Trains. */
  public static void main(String... arguments) {
    INDArray x = Nd4j.ones(DataType.FLOAT, 4, 3);
    INDArray y = Nd4j.ones(DataType.FLOAT, 4, 1);
    for (String policy : arguments[0].split(",")) {
      try (Sequential model = new Sequential(new Input(3), new Dense(1))) {
        model.compile(c -> c.optimizer("sgd").loss("mse").mixedPrecision(policy));
        model.fit(x, y, f -> f.epochs(2).verbose(0));
      }
    }
  }
}
