package io.hornbill.hostile;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.testing.Ranks;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What users do, in an environment where something is missing; it prints what it meets, twice. */
public final class FaultProgram {
  private FaultProgram() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try {
        switch (arguments[0]) {
          case "predict" -> predict(Integer.parseInt(arguments[1]));
          case "load" -> load(Path.of(arguments[1]));
          case "warn" -> warn();
          case "parallel" -> parallel();
          default -> throw new IllegalArgumentException(arguments[0]);
        }
      } catch (Throwable met) {
        System.out.println("MET " + met);
      }
    }
  }

  private static void predict(int units) {
    try (Sequential model = new Sequential(new Input(4), new Dense(units).name("wide"))) {
      System.out.println("PREDICTED " + model.predict(ones(1, 4)).length());
    }
  }

  /** Nothing else of the library, or of ND4J, was used before. */
  private static void load(Path file) {
    try (Model model = Model.load(file)) {
      System.out.println("PREDICTED " + Arrays.toString(model.predict(new float[][] {{1, 2}})[0]));
    }
  }

  /** A loss that is not finite, a monitor that nobody has, and data that end early. */
  private static void warn() {
    try (Sequential model = new Sequential(new Input(4), new Dense(1)).name("m")) {
      model.compile(c -> c.optimizer(new SGD(1e30)).loss("mse"));
      INDArray x = ones(8, 4);
      INDArray y = ones(8, 1);
      model.fit(x, y, o -> o.epochs(3).verbose(0).callbacks(new EarlyStopping("val_nothing")));
      System.out.println("TRAINED");
    }
  }

  /** Two processes, as threads, whose common loss is not finite. */
  private static void parallel() throws Exception {
    Ranks.run(
            2,
            o -> {},
            ring -> {
              try (Sequential model = new Sequential(new Input(4), new Dense(1)).name("m")) {
                model.compile(c -> c.optimizer(new SGD(1e30)).loss("mse"));
                new ParallelFit(model, ring, o -> o.epochs(3).batchSize(4))
                    .fit(ones(8, 4), ones(8, 1));
              }
              return "TRAINED";
            })
        .forEach(System.out::println);
  }

  private static INDArray ones(long... shape) {
    return Nd4j.ones(DataType.FLOAT, shape);
  }
}
