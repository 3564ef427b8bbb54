package io.hornbill.examples;

import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.data.JavaArrays;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.OwnStep;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Contrastive pairs by a step that runs alone: one network places handwritten digits so that those
 * of one kind are near each other. Prints how often a test image has its nearest neighbour among
 * its like.
 *
 * <pre>
 * --steps 600          how many batches of pairs to learn from
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class ContrastivePairs {
  private static final List<String> NAMES = List.of("steps", "seed");
  private static final int ROWS = 64;

  private ContrastivePairs() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(ContrastivePairs::likeness, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test images whose nearest neighbour is of the same kind
   */
  static double likeness(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int steps = arguments.number("steps", 600);
    int seed = arguments.number("seed", 42);
    Hornbill.seed(seed);
    TrainTest<INDArray> data = Made.digits();
    try (Sequential tower = tower();
        OwnStep step = contrast(tower)) {
      Random random = new Random(seed);
      for (int i = 0; i < steps; i++) {
        step.run(pairs(data.train(), random));
      }
      float[][] places = JavaArrays.toRows(tower.predict(data.test().x()));
      return Program.result("Nearest is alike", alike(places, data.test().y()));
    }
  }

  // region contrast
  private static OwnStep contrast(Sequential tower) {
    Adam adam = new Adam(0.002);
    return new OwnStep(
        s -> {
          Tensor left = s.call(tower, s.input());
          Tensor right = s.call(tower, s.input());
          Tensor same = s.input();
          Tensor distance = sqrt(maximum(sum(square(left.minus(right)), 1, true), 1e-7));
          Tensor apart = square(maximum(distance.negated().plus(1), 0));
          Tensor loss = same.times(square(distance)).plus(same.negated().plus(1).times(apart));
          s.minimize("loss", mean(loss), adam, tower);
        });
  }

  // endregion

  private static Sequential tower() {
    return new Sequential(
        new Input(8, 8, 1), new Flatten(), new Dense(64).activation("relu"), new Dense(8));
  }

  /** Images, others, and whether they are of one kind, as every other pair is. */
  private static INDArray[] pairs(Examples<INDArray> data, Random random) {
    int rows = (int) data.x().size(0);
    long[] left = new long[ROWS];
    long[] right = new long[ROWS];
    float[][] same = new float[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      left[i] = random.nextInt(rows);
      do {
        right[i] = random.nextInt(rows);
        same[i][0] = data.y().getDouble(left[i]) == data.y().getDouble(right[i]) ? 1 : 0;
      } while (same[i][0] != i % 2);
    }
    return new INDArray[] {
      data.x().get(NDArrayIndex.indices(left)).dup('c'),
      data.x().get(NDArrayIndex.indices(right)).dup('c'),
      Nd4j.createFromArray(same)
    };
  }

  private static double alike(float[][] places, INDArray kinds) {
    int right = 0;
    for (int i = 0; i < places.length; i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < places.length; j++) {
        double distance = j == i ? Double.POSITIVE_INFINITY : squared(places[i], places[j]);
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      right += kinds.getDouble((long) i) == kinds.getDouble((long) nearest) ? 1 : 0;
    }
    return (double) right / places.length;
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
