package io.hornbill.examples;

import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.softplus;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Generative adversarial network whose two optimizers alternate within one step of {@code fit}: a
 * generator learns to draw points of a circle from noise. Prints how far its points are from it.
 *
 * <pre>
 * --epochs 60          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class AlternatingGan {
  private static final List<String> NAMES = List.of("epochs", "seed");
  private static final int NOISE = 4;
  private static final int POINTS = 512;

  private AlternatingGan() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(AlternatingGan::distance, args);
  }

  // region gan
  /** A generator and a critic; what the model computes is what the generator draws. */
  static final class Gan extends Model {
    private final Sequential generator =
        new Sequential(
            new Input(NOISE),
            new Dense(32).activation("relu"),
            new Dense(32).activation("relu"),
            new Dense(2));
    private final Sequential critic =
        new Sequential(
            new Input(2),
            new Dense(64),
            new LeakyReLU(),
            new Dense(32),
            new LeakyReLU(),
            new Dense(1));

    @Override
    protected Tensor call(Tensor noise, CallContext context) {
      return generator.apply(noise);
    }

    void compile(Optimizer forCritic, Optimizer forGenerator) {
      compile(
          c ->
              c.step(
                  s -> {
                    Tensor real = s.input();
                    Tensor noise = s.input();
                    Tensor onReal = s.call(critic, real);
                    Tensor onFake = s.call(critic, s.call(generator, noise));
                    Tensor loss = mean(softplus(onReal.negated())).plus(mean(softplus(onFake)));
                    s.minimize("critic", loss, forCritic, critic);
                    s.then(); // the generator learns from the critic that has just learned
                    Tensor again = s.call(critic, s.call(generator, noise));
                    Tensor fooled = mean(softplus(again.negated()));
                    s.minimize("generator", fooled, forGenerator, generator);
                  }));
    }
  }

  // endregion

  /**
   * Trains both.
   *
   * @param args see the class' description
   * @return the mean distance of drawn points from the circle of radius 1
   */
  static double distance(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 60);
    Hornbill.seed(arguments.number("seed", 42));
    try (Gan gan = new Gan()) {
      gan.compile(new Adam(0.002).beta1(0.5), new Adam(0.001).beta1(0.5));
      List<INDArray> data = List.of(circle(), noise(1));
      gan.fit(data, f -> f.epochs(epochs).verbose(2));
      float[][] drawn = JavaArrays.toRows(gan.predict(noise(2)));
      double sum = 0;
      for (float[] point : drawn) {
        sum += Math.abs(Math.hypot(point[0], point[1]) - 1);
      }
      return Program.result("Distance from the circle", sum / drawn.length);
    }
  }

  private static INDArray circle() {
    float[][] points = new float[POINTS][2];
    for (int i = 0; i < POINTS; i++) {
      points[i][0] = (float) Math.cos(2 * Math.PI * i / POINTS);
      points[i][1] = (float) Math.sin(2 * Math.PI * i / POINTS);
    }
    return Nd4j.createFromArray(points);
  }

  private static INDArray noise(long seed) {
    return Nd4j.randn(seed, new long[] {POINTS, NOISE}).castTo(DataType.FLOAT);
  }
}
