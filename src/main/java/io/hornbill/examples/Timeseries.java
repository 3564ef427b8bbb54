package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import io.hornbill.layers.LSTM;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Timeseries forecasting: learns from 48 hours of a made temperature what it will be 6 hours later.
 * Prints the mean error, beside that of who says that nothing will change.
 *
 * <pre>
 * --epochs 8           how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Timeseries {
  private static final List<String> NAMES = List.of("epochs", "seed");

  private Timeseries() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Timeseries::error, args);
  }

  private static final int PAST = 48;
  private static final int AHEAD = 6;

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the mean absolute error, as a share of that of the persistent forecast
   */
  static double error(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 8);
    int seed = arguments.number("seed", 42);
    Hornbill.seed(seed);

    double[] hours = temperatures(2500, seed);
    INDArray x = Nd4j.create(hours.length - PAST - AHEAD, PAST, 1);
    INDArray y = Nd4j.create(x.size(0), 1);
    double persistent = 0;
    int train = (int) (x.size(0) * 0.8);
    for (int row = 0; row < x.size(0); row++) {
      for (int i = 0; i < PAST; i++) {
        x.putScalar(row, i, 0, hours[row + i] / 10);
      }
      double later = hours[row + PAST - 1 + AHEAD] / 10;
      y.putScalar(row, 0, later);
      persistent += row < train ? 0 : Math.abs(later - hours[row + PAST - 1] / 10);
    }
    persistent /= x.size(0) - train;
    try (Sequential model = new Sequential(new Input(PAST, 1), new LSTM(32), new Dense(1))) {
      model.compile("adam", "mse", "mae");
      model.summary();
      var past = NDArrayIndex.interval(0, train);
      var future = NDArrayIndex.interval(train, x.size(0));
      model.fit(x.get(past), y.get(past), f -> f.batchSize(64).epochs(epochs));
      double mae =
          model
              .evaluate(x.get(future), y.get(future), e -> e.verbose(0))
              .getOrDefault("mae", Double.NaN);
      Program.result("Mean error of saying that nothing changes, in degrees", 10 * persistent);
      Program.result("Mean error of the model, in degrees", 10 * mae);
      return mae / persistent;
    }
  }

  /** Days, seasons and weather. */
  private static double[] temperatures(int hours, long seed) {
    Random random = new Random(seed);
    double[] result = new double[hours];
    double weather = 0;
    for (int i = 0; i < hours; i++) {
      weather = 0.98 * weather + 0.4 * random.nextGaussian();
      result[i] = 10 + 6 * Math.sin(2 * Math.PI * i / 24) + 4 * Math.sin(i / 700.0) + weather;
    }
    return result;
  }
}
