package io.hornbill.examples;

import static io.hornbill.graph.Ops.exp;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.square;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Reshape;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Variational autoencoder: learns where in a plane each handwritten digit lies, and how to draw one
 * for any place of it. Prints how well the test images are drawn again.
 *
 * <pre>
 * --epochs 30          how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class VariationalAutoencoder {
  private static final List<String> NAMES = List.of("epochs", "picture", "seed");

  private VariationalAutoencoder() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(VariationalAutoencoder::error, args);
  }

  private static final int SIDE = 12;

  /**
   * Draws from the normal distribution that the encoder names, and keeps it near the standard one.
   */
  static final class Sampling extends Layer {
    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor mean = inputs.get(0);
      Tensor logVariance = inputs.get(1);
      Tensor divergence =
          exp(logVariance).plus(square(mean)).minus(logVariance).minus(1).times(0.5);
      context.addLoss(mean(divergence).times(2.0 / 64));
      if (!context.training()) {
        return List.of(mean);
      }
      Tensor noise = context.randomNormal(mean.spec());
      return List.of(mean.plus(exp(logVariance.times(0.5)).times(noise)));
    }
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the binary cross-entropy of the test images' pixels
   */
  static double error(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 30);
    Hornbill.seed(arguments.number("seed", 42));

    Tensor image = Input.of(8, 8, 1);
    Tensor hidden = new Dense(64).activation("relu").apply(new Flatten().apply(image));
    Tensor mean = new Dense(2).name("mean").apply(hidden);
    Tensor logVariance = new Dense(2).name("log_variance").apply(hidden);
    Tensor place = new Sampling().name("place").apply(List.of(mean, logVariance));
    Sequential decoder = decoder();
    TrainTest<INDArray> data = Made.digits();
    try (Model model = new Model(image, decoder.apply(place))) {
      model.compile("adam", "binary_crossentropy");
      model.summary();
      INDArray x = data.train().x();
      model.fit(x, x, f -> f.batchSize(32).epochs(epochs).verbose(2));
      Path picture = arguments.file("picture");
      if (picture != null) {
        INDArray drawn = decoder.predict(plane());
        Plots.images(drawn, List.of(), picture, o -> o.title("digits over the plane"));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      INDArray unseen = data.test().x();
      double loss = model.evaluate(unseen, unseen, e -> e.verbose(0)).getOrDefault("loss", 0.0);
      return Program.result("Test loss", loss);
    }
  }

  private static Sequential decoder() {
    return new Sequential(
        new Input(2),
        new Dense(64).activation("relu"),
        new Dense(64).activation("sigmoid"),
        new Reshape(8, 8, 1));
  }

  /** Places in rows and columns from -2 to 2. */
  private static INDArray plane() {
    float[] places = new float[SIDE * SIDE * 2];
    for (int i = 0; i < SIDE * SIDE; i++) {
      int row = i / SIDE;
      places[2 * i] = 4f * (i % SIDE) / (SIDE - 1) - 2;
      places[2 * i + 1] = 4f * row / (SIDE - 1) - 2;
    }
    return Nd4j.createFromArray(places).reshape((long) SIDE * SIDE, 2);
  }
}
