package io.hornbill;

import io.hornbill.base.RandomStream;
import io.hornbill.layers.Dense;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small data and models. */
final class Fixtures {
  private Fixtures() {}

  /** Seeded numbers in [-1, 1). */
  static INDArray random(long seed, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
    RandomStream random = RandomStream.of(seed);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, 2 * random.nextDouble() - 1);
    }
    return array;
  }

  /** Class 1 where the sum of the row is positive. */
  static INDArray signs(INDArray x) {
    INDArray y = Nd4j.create(DataType.FLOAT, new long[] {x.size(0), 1}, 'c');
    for (int row = 0; row < x.size(0); row++) {
      y.data().put(row, x.getRow(row).sumNumber().doubleValue() > 0 ? 1.0 : 0.0);
    }
    return y;
  }

  /** Four inputs, one output, 5 hidden units. */
  static Sequential mlp() {
    return new Sequential()
        .add(new Input(4))
        .add(new Dense(5).activation("tanh"))
        .add(new Dense(1).activation("sigmoid"));
  }
}
