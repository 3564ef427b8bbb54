package io.hornbill.examples;

import static io.hornbill.graph.Ops.cast;
import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.greater;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Lambda;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.Metric;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Image similarity estimation using a Siamese network with a contrastive loss: learns which two
 * handwritten digits are the same. Prints how often it is right.
 *
 * <pre>
 * --pairs 4000        how many pairs to learn from
 * --epochs 12          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Siamese {
  private static final List<String> NAMES = List.of("pairs", "epochs", "seed");

  private Siamese() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Siamese::accuracy, args);
  }

  /** Same ones are to be near, others at least 1 apart. */
  private static final Loss CONTRASTIVE =
      (same, distance) ->
          mean(
              same.times(square(distance))
                  .plus(
                      square(maximum(distance.negated().plus(1), 0)).times(same.negated().plus(1))),
              -1);

  private static final Metric RIGHT =
      Metric.of(
          "right",
          (same, distance) ->
              mean(
                  cast(
                      equal(same, cast(greater(distance.negated(), -0.5), same.dataType())),
                      same.dataType())));

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test pairs that were judged right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 12);
    int seed = arguments.number("seed", 42);
    Hornbill.seed(seed);

    Sequential tower =
        new Sequential(
            new Input(8, 8, 1), new Flatten(), new Dense(64).activation("relu"), new Dense(16));
    Tensor left = Input.of("left", 8, 8, 1);
    Tensor right = Input.of("right", 8, 8, 1);
    Tensor distance =
        Lambda.of((a, b) -> sqrt(maximum(sum(square(a.minus(b)), -1, true), 1e-7)))
            .name("distance")
            .apply(tower.apply(left), tower.apply(right));

    TrainTest<INDArray> data = Made.digits();
    Pairs train = pairs(data.train(), arguments.number("pairs", 4000), seed);
    Pairs test = pairs(data.test(), 1000, seed + 1L);
    try (Model model = new Model(List.of(left, right), List.of(distance))) {
      model.compile("adam", CONTRASTIVE, RIGHT);
      model.summary();
      model.fit(train.x(), List.of(train.same()), f -> f.batchSize(64).epochs(epochs));
      double accuracy =
          model
              .evaluate(test.x(), List.of(test.same()), e -> e.verbose(0))
              .getOrDefault("right", 0.0);
      return Program.result("Pairs judged right", accuracy);
    }
  }

  private record Pairs(List<INDArray> x, INDArray same) {}

  /** Half of them of the same digit. */
  private static Pairs pairs(Examples<INDArray> data, int count, long seed) {
    Random random = new Random(seed);
    int rows = (int) data.x().size(0);
    long[] left = new long[count];
    long[] right = new long[count];
    float[] same = new float[count];
    for (int i = 0; i < count; i++) {
      left[i] = random.nextInt(rows);
      do {
        right[i] = random.nextInt(rows);
        same[i] = data.y().getDouble(left[i]) == data.y().getDouble(right[i]) ? 1 : 0;
      } while (same[i] != i % 2);
    }
    return new Pairs(
        List.of(
            data.x().get(NDArrayIndex.indices(left)), data.x().get(NDArrayIndex.indices(right))),
        Nd4j.createFromArray(same).reshape(count, 1));
  }
}
