package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Structured data classification from scratch: learns from numbers and from categories of made
 * customers which of them will leave. Prints the area under the ROC curve of those it never saw.
 *
 * <pre>
 * --epochs 15          how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class StructuredData {
  private static final List<String> NAMES = List.of("epochs", "picture", "seed");

  private StructuredData() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(StructuredData::areaUnderCurve, args);
  }

  private static final int PLANS = 6;

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the area under the ROC curve of the test customers
   */
  static double areaUnderCurve(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 15);
    Hornbill.seed(arguments.number("seed", 42));

    Customers train = customers(3000, 1);
    Customers test = customers(1000, 2);
    Tensor numbers = Input.of("numbers", 4);
    Tensor plan = Input.of("plan", 1);
    Tensor x =
        new Concatenate()
            .apply(
                new BatchNormalization().apply(numbers),
                new Flatten().apply(new Embedding(PLANS, 3).apply(plan)));
    x = new Dropout(0.2).apply(new Dense(32).activation("relu").apply(x));
    Tensor leaves = new Dense(1).activation("sigmoid").name("leaves").apply(x);
    try (Model model = new Model(List.of(numbers, plan), List.of(leaves))) {
      model.compile("adam", "binary_crossentropy", "auc");
      model.summary();
      model.fit(train.x(), List.of(train.leaves()), f -> f.batchSize(32).epochs(epochs));
      Path picture = arguments.file("picture");
      if (picture != null) {
        Plots.rocCurve(test.leaves(), model.predict(test.x()).get(0), picture);
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      double area =
          model
              .evaluate(test.x(), List.of(test.leaves()), e -> e.verbose(0))
              .getOrDefault("auc", 0.0);
      return Program.result("Area under the curve", area);
    }
  }

  private record Customers(List<INDArray> x, INDArray leaves) {}

  /** Who pays much, calls often and has one of two plans leaves rather than others. */
  private static Customers customers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count * 4];
    float[] plans = new float[count];
    float[] leaves = new float[count];
    for (int i = 0; i < count; i++) {
      double price = 20 + 60 * random.nextDouble();
      int calls = random.nextInt(10);
      double years = 8 * random.nextDouble();
      int plan = random.nextInt(PLANS);
      numbers[4 * i] = (float) price;
      numbers[4 * i + 1] = calls;
      numbers[4 * i + 2] = (float) years;
      numbers[4 * i + 3] = 18 + random.nextInt(60);
      plans[i] = plan;
      double score =
          0.06 * (price - 50) + 0.5 * (calls - 5) - 0.4 * years + (plan % 3 == 0 ? 2 : 0);
      leaves[i] = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
    }
    return new Customers(
        List.of(
            Nd4j.createFromArray(numbers).reshape(count, 4),
            Nd4j.createFromArray(plans).reshape(count, 1)),
        Nd4j.createFromArray(leaves).reshape(count, 1));
  }
}
