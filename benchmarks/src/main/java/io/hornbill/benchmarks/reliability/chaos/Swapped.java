package io.hornbill.benchmarks.reliability.chaos;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import io.hornbill.layers.SimpleRNN;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models whose weights or states change all the time, and whose answers show whether they changed
 * as a whole.
 */
final class Swapped {
  private static final int ROWS = 4;
  private static final double LARGEST = 1 << 22;

  private final Tally tally;
  private final Sequential swapped =
      new Sequential()
          .add(new Input(16))
          .add(new Dense(64).useBias(false))
          .add(new Dense(64).useBias(false))
          .add(new Dense(1).useBias(false));
  private final Sequential counting =
      new Sequential()
          .add(new Input(2, 1).batchSize(ROWS))
          .add(new SimpleRNN(1).activation("linear").stateful(true).name("counter"));

  Swapped(Tally tally) {
    this.tally = tally;
    set(1);
    counting.predict(ones(ROWS, 2, 1));
    counting.setWeights(List.of(ones(1, 1), ones(1, 1), Nd4j.zeros(DataType.FLOAT, 1)));
    ((SimpleRNN) counting.getLayer(0)).resetStates();
    counting.compile("sgd", "mse");
  }

  private static INDArray ones(long... shape) {
    return Nd4j.ones(DataType.FLOAT, shape);
  }

  private void set(int value) {
    swapped.setWeights(
        swapped.getWeights().stream().map(w -> ones(w.shape()).muli(value)).toList());
  }

  /** All weights are ones or all are twos, at every moment, and so the answers. */
  void swap(Random random) {
    if (random.nextInt(4) == 0) {
      set(1 + random.nextInt(2));
      return;
    }
    double one = 16.0 * 64 * 64;
    double answer = swapped.predict(ones(1 + random.nextInt(9), 16)).getDouble(0);
    if (answer != one && answer != 8 * one) {
      tally.wrong("swap: an answer of mixed weights: " + answer);
    }
    double first = -1;
    for (INDArray weight : swapped.getWeights()) {
      first = first < 0 ? weight.getDouble(0) : first;
      if (weight.minNumber().doubleValue() != first || weight.maxNumber().doubleValue() != first) {
        tally.wrong("swap: mixed weights");
      }
    }
  }

  /** Each step adds one to the states, so batches of one call must follow each other. */
  void count(Random random) {
    int batches = 1 + random.nextInt(5);
    INDArray counted = counting.predict(ones((long) ROWS * batches, 2, 1), o -> o.batchSize(ROWS));
    double before = counted.getDouble(0);
    for (int i = 1; i < batches; i++) {
      double now = counted.getDouble((long) i * ROWS);
      if (now != before + 2 && before < LARGEST) {
        tally.wrong("count: " + counted);
      }
      before = now;
    }
  }
}
