package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.base.RandomStream;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.preprocessing.Feature;
import io.hornbill.layers.preprocessing.FeatureSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Structured data classification with FeatureSpace: learns from a table of numbers, strings and
 * whole numbers, whose columns the model itself turns into what it needs. Prints the share of rows
 * it never saw that it tells right.
 *
 * <pre>
 * --epochs 20          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class TableFeatures {
  private static final List<String> NAMES = List.of("epochs", "seed");
  private static final List<String> CITIES = List.of("Bonn", "Oslo", "Rom", "Wien");

  private TableFeatures() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(TableFeatures::accuracy, args);
  }

  /** Columns by their names, and what is to be told. */
  private record Table(Map<String, List<Object>> columns, INDArray y) {}

  /** People of whom the older ones buy, but in Rom those with two children and more. */
  private static Table table(int rows, long seed) {
    RandomStream random = RandomStream.of(seed);
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    List.of("age", "city", "children").forEach(name -> columns.put(name, new ArrayList<>()));
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      double age = 18 + 60 * random.nextDouble();
      String city = CITIES.get(random.nextInt(CITIES.size()));
      int children = random.nextInt(4);
      columns.getOrDefault("age", List.of()).add(age);
      columns.getOrDefault("city", List.of()).add(city);
      columns.getOrDefault("children", List.of()).add(children);
      y[row] = (city.equals("Rom") ? children >= 2 : age > 45) ? 1 : 0;
    }
    return new Table(columns, Nd4j.createFromArray(y).reshape(rows, 1));
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test rows that were told right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 20);
    Hornbill.seed(arguments.number("seed", 42));
    Table train = table(1000, 1);
    Table test = table(300, 2);

    FeatureSpace space =
        new FeatureSpace()
            .feature("age", "float_normalized")
            .feature("city", Feature.stringCategorical())
            .feature("children", Feature.integerCategorical())
            .cross(32, "city", "children");
    space.adapt(train.columns());
    var hidden = new Dense(32).activation("relu").apply(space.encoded());
    var output = new Dense(1).activation("sigmoid").apply(new Dropout(0.2).apply(hidden));
    try (Model model = new Model(space.inputs(), List.of(output))) {
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.fit(train.columns(), train.y(), f -> f.batchSize(32).epochs(epochs).verbose(2));
      var scores = model.evaluate(test.columns(), test.y(), e -> e.verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }
}
