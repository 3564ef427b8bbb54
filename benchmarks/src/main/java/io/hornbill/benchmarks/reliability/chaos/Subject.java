package io.hornbill.benchmarks.reliability.chaos;

import io.hornbill.Model;
import io.hornbill.optimizers.SGD;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model that all threads share. It is trained with a learning rate of 0, so everything of a
 * training happens, and yet what it answers is known.
 */
final class Subject {
  static final String LOSS = "mse";

  final String name;
  final Path file;
  final List<Case> cases = new ArrayList<>();
  final List<INDArray> weights;
  private final Supplier<Model> maker;
  private final AtomicReference<Model> model;

  /**
   * Makes a model, and asks it for all that is to be right.
   *
   * @param name its name
   * @param folder where its file goes
   * @param maker makes it anew after it was closed
   * @param shapes the shapes of its data
   */
  Subject(String name, Path folder, Supplier<Model> maker, List<long[]> shapes) {
    this.name = name;
    this.maker = maker;
    file = folder.resolve(name + ".keras");
    Model first = maker.get();
    compile(first);
    Random random = new Random(7);
    for (long[] shape : shapes) {
      INDArray x = data(random, shape);
      INDArray prediction = first.predict(x);
      INDArray y = data(random, prediction.shape());
      double loss = first.evaluate(x, y, e -> e.verbose(0)).get("loss");
      cases.add(new Case(x, y, prediction, loss));
    }
    weights = first.getWeights();
    first.save(file);
    model = new AtomicReference<>(first);
  }

  static void compile(Model model) {
    model.compile(new SGD(0).momentum(0.5), LOSS, "mae");
  }

  static INDArray data(Random random, long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(numbers, shape, 'c').castTo(DataType.FLOAT);
  }

  static List<long[]> shapes(int count, IntFunction<long[]> shape) {
    List<long[]> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shapes.add(shape.apply(i));
    }
    return shapes;
  }

  /** The model of this moment, which another thread may close. */
  Model model() {
    return model.get();
  }

  Case anyCase(Random random) {
    return cases.get(random.nextInt(cases.size()));
  }

  /** Closes the model, and puts another one in its place first: made anew or loaded. */
  void replace(Random random) {
    Model next;
    if (random.nextBoolean()) {
      next = Model.load(file);
    } else {
      next = maker.get();
      compile(next);
      next.setWeights(weights);
    }
    Model before = model.getAndSet(next);
    if (random.nextInt(3) > 0) { // else the garbage collector sees to it
      before.close();
    }
  }

  /** Checks that weights are those of the beginning, to the bit. */
  void checkWeights(String what, List<INDArray> got, Tally tally) {
    for (int i = 0; i < weights.size(); i++) {
      if (!java.util.Arrays.equals(got.get(i).data().asFloat(), weights.get(i).data().asFloat())) {
        tally.wrong(what + ": other weights: " + got.get(i) + " instead of " + weights.get(i));
      }
    }
  }
}
