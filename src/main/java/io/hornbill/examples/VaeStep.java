package io.hornbill.examples;

import static io.hornbill.graph.Ops.exp;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.reshape;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.Logs;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.losses.Losses;
import io.hornbill.optimizers.Adam;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Variational autoencoder by a step of its own: reparameterization, reconstruction and divergence,
 * reported one by one, with validation. Prints the reconstruction loss of test images.
 *
 * <pre>
 * --epochs 30          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class VaeStep {
  private static final List<String> NAMES = List.of("epochs", "seed");

  private VaeStep() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(VaeStep::error, args);
  }

  // region vae
  /** An encoder, two heads and a decoder; the model draws each image again. */
  static final class Vae extends Model {
    private final Sequential encoder =
        new Sequential(new Input(8, 8, 1), new Flatten(), new Dense(64).activation("relu"));
    private final Dense center = new Dense(2);
    private final Dense logVariance = new Dense(2);
    private final Sequential decoder =
        new Sequential(
            new Input(2), new Dense(64).activation("relu"), new Dense(64).activation("sigmoid"));

    @Override
    protected Tensor call(Tensor image, CallContext context) {
      return decoder.apply(center.apply(encoder.apply(image)));
    }

    void compile(Adam adam) {
      compile(
          c ->
              c.optimizer(adam)
                  .step(
                      s -> {
                        Tensor image = s.input();
                        Tensor hidden = s.call(encoder, image);
                        Tensor mu = s.call(center, hidden);
                        Tensor spread = s.call(logVariance, hidden);
                        Tensor noise = exp(spread.times(0.5)).times(s.randomNormal(mu));
                        Tensor drawn = s.call(decoder, s.training() ? mu.plus(noise) : mu);
                        Tensor pixels = reshape(image, -1, 64);
                        Tensor crossentropy =
                            mean(Losses.get("binary_crossentropy").apply(pixels, drawn)).times(64);
                        Tensor divergence =
                            mean(sum(exp(spread).plus(square(mu)).minus(spread).minus(1), 1))
                                .times(0.5);
                        s.report("reconstruction", crossentropy);
                        s.report("divergence", divergence);
                        s.minimize(
                            "loss",
                            crossentropy.plus(divergence),
                            encoder,
                            center,
                            logVariance,
                            decoder);
                      }));
    }
  }

  // endregion

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the binary cross-entropy of the test images, summed over their pixels
   */
  static double error(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 30);
    Hornbill.seed(arguments.number("seed", 42));
    TrainTest<INDArray> data = Made.digits();
    try (Vae vae = new Vae()) {
      vae.compile(new Adam(0.005));
      vae.fit(
          data.train().x(),
          f ->
              f.epochs(epochs)
                  .validationData(data.test().x())
                  .callbacks(new EarlyStopping("val_loss").patience(5))
                  .verbose(2));
      Logs scores = vae.evaluate(data.test().x(), e -> e.verbose(0));
      return Program.result("Test reconstruction", scores.get("reconstruction"));
    }
  }
}
