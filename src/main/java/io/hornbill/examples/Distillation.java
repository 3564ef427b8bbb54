package io.hornbill.examples;

import static io.hornbill.graph.Ops.mean;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.TrainTest;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import io.hornbill.losses.SparseCategoricalCrossentropy;
import io.hornbill.optimizers.Adam;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Knowledge distillation: a small student learns handwritten digits from a larger teacher, which is
 * frozen, and from the labels. Prints how often the student is right.
 *
 * <pre>
 * --epochs 20          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Distillation {
  private static final List<String> NAMES = List.of("epochs", "seed");

  private Distillation() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Distillation::accuracy, args);
  }

  /**
   * Trains teacher and student.
   *
   * @param args see the class' description
   * @return the student's accuracy on test images
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 20);
    Hornbill.seed(arguments.number("seed", 42));
    TrainTest<INDArray> data = Made.digits();
    INDArray x = data.train().x();
    INDArray y = data.train().y();
    try (Sequential teacher = network(128);
        Sequential student = network(16)) {
      teacher.compile("adam", new SparseCategoricalCrossentropy().fromLogits(true));
      teacher.fit(x, y, f -> f.epochs(epochs).verbose(0));
      distill(teacher, student);
      student.fit(x, y, f -> f.epochs(epochs).verbose(2));
      double accuracy =
          student.evaluate(data.test().x(), data.test().y(), e -> e.verbose(0)).get("accuracy");
      return Program.result("Accuracy of the student", accuracy);
    }
  }

  // region distillation
  private static void distill(Sequential teacher, Sequential student) {
    double temperature = 5;
    Loss hard = Losses.get("sparse_categorical_crossentropy");
    Loss soft = Losses.get("kl_divergence");
    student.compile(
        c ->
            c.optimizer(new Adam(0.005))
                .step(
                    s -> {
                      Tensor image = s.input();
                      Tensor label = s.input();
                      Tensor scores = s.call(student, image);
                      Tensor wanted =
                          s.predict(teacher, image); // as in prediction; it stays as it is
                      Tensor fromLabels = mean(hard.apply(label, Ops.softmax(scores)));
                      Tensor fromTeacher =
                          mean(
                              soft.apply(
                                  Ops.softmax(wanted.times(1 / temperature)),
                                  Ops.softmax(scores.times(1 / temperature))));
                      s.metric("accuracy", label, scores);
                      s.report("from_teacher", fromTeacher);
                      s.minimize(
                          "loss", fromLabels.times(0.1).plus(fromTeacher.times(0.9)), student);
                    }));
  }

  // endregion

  private static Sequential network(int units) {
    return new Sequential(
        new Input(8, 8, 1),
        new Flatten(),
        new Dense(units).activation("relu"),
        new Dropout(0.2),
        new Dense(10));
  }
}
