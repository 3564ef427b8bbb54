package io.hornbill.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes expressions of tensors on given arrays, and checks their gradients. */
public final class Evaluate {
  private static final double STEP = 1e-5;

  private Evaluate() {}

  /** Computes one tensor; the arguments' types are those of the placeholders. */
  public static INDArray of(Function<List<Tensor>, Tensor> f, INDArray... arguments) {
    return all(x -> List.of(f.apply(x)), arguments).get(0);
  }

  /** Computes several tensors. */
  public static List<INDArray> all(Function<List<Tensor>, List<Tensor>> f, INDArray... arguments) {
    List<Tensor> inputs = placeholders(arguments);
    Program program = new Program(inputs, f.apply(inputs), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      return run(plan, program.outputs().size(), arguments);
    }
  }

  /** The gradients of a single number by every argument. */
  public static List<INDArray> gradients(Function<List<Tensor>, Tensor> f, INDArray... arguments) {
    return all(x -> Gradients.of(f.apply(x), x), arguments);
  }

  /**
   * Asserts that the gradients of a weighted sum of the result are its derivatives, by central
   * differences in double precision.
   */
  public static void assertGradients(Function<List<Tensor>, Tensor> f, INDArray... arguments) {
    assertGradients(1e-6, f, arguments);
  }

  /** The same with a tolerance of one's own, relative to max(1, derivative). */
  public static void assertGradients(
      double tolerance, Function<List<Tensor>, Tensor> f, INDArray... arguments) {
    INDArray[] xs =
        Arrays.stream(arguments)
            .map(a -> a.castTo(DataType.DOUBLE).dup('c'))
            .toArray(INDArray[]::new);
    Function<List<Tensor>, Tensor> scalar = x -> weightedSum(f.apply(x));
    List<INDArray> analytic = gradients(scalar, xs);
    List<Tensor> inputs = placeholders(xs);
    Program program = new Program(inputs, List.of(scalar.apply(inputs)), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      for (int a = 0; a < xs.length; a++) {
        for (long i = 0; i < xs[a].length(); i++) {
          double value = xs[a].getDouble(i);
          xs[a].putScalar(i, value + STEP);
          double above = run(plan, 1, xs).get(0).getDouble(0);
          xs[a].putScalar(i, value - STEP);
          double below = run(plan, 1, xs).get(0).getDouble(0);
          xs[a].putScalar(i, value);
          double numeric = (above - below) / (2 * STEP);
          assertThat(analytic.get(a).getDouble(i))
              .as("derivative by element %d of argument %d", i, a)
              .isCloseTo(numeric, within(tolerance * Math.max(1, Math.abs(numeric))));
        }
      }
    }
  }

  /**
   * Asserts that the values, and the gradients of a weighted sum of them by every argument, are the
   * same in float, where there are fast kernels, as in double.
   */
  public static void assertFloatsAgree(Function<List<Tensor>, Tensor> f, INDArray... arguments) {
    INDArray[] floats =
        Arrays.stream(arguments).map(a -> a.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
    INDArray[] doubles =
        Arrays.stream(floats).map(a -> a.castTo(DataType.DOUBLE)).toArray(INDArray[]::new);
    Function<List<Tensor>, List<Tensor>> all = x -> valueAndGradients(f.apply(x), x);

    List<INDArray> fast = all(all, floats);
    List<INDArray> exact = all(all, doubles);

    for (int i = 0; i < exact.size(); i++) {
      assertThat(fast.get(i).shape()).isEqualTo(exact.get(i).shape());
      double scale = Math.max(1, exact.get(i).amaxNumber().doubleValue());
      double error =
          fast.get(i).castTo(DataType.DOUBLE).sub(exact.get(i)).amaxNumber().doubleValue();
      assertThat(error / scale).as("result %d", i).isLessThan(2e-5);
    }
  }

  private static List<Tensor> valueAndGradients(Tensor y, List<Tensor> inputs) {
    List<Tensor> results = new ArrayList<>(List.of(y));
    results.addAll(Gradients.of(weightedSum(y), inputs));
    return results;
  }

  /** Seeded numbers, even in [from, to), as doubles. */
  public static INDArray uniform(long seed, double from, double to, long... shape) {
    int size = (int) Shape.of(shape).size();
    double[] values = new SplittableRandom(seed).doubles(size, from, to).toArray();
    return Nd4j.create(values, shape, 'c').castTo(DataType.DOUBLE);
  }

  private static Tensor weightedSum(Tensor y) {
    if (y.rank() == 0) {
      return y;
    }
    INDArray weights = uniform(99, 0.5, 1.5, y.shape().dims()).castTo(y.dataType());
    return Ops.sum(y.times(Ops.constant(weights)));
  }

  private static List<Tensor> placeholders(INDArray... arguments) {
    List<Tensor> inputs = new ArrayList<>();
    for (INDArray argument : arguments) {
      inputs.add(
          Ops.placeholder(
              "x" + inputs.size(), new Spec(argument.dataType(), Shape.of(argument.shape()))));
    }
    return inputs;
  }

  private static List<INDArray> run(Plan plan, int outputs, INDArray... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      plan.input(i).assign(arguments[i]);
    }
    plan.run();
    List<INDArray> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add(plan.output(i).dup('c'));
    }
    return results;
  }
}
