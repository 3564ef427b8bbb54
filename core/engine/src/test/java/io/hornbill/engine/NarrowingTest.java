package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.engine.internal.onednn.Dnnl;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Programs on bfloat16 numbers against the same ones in doubles. All numbers are small and whole,
 * so that sums are exact in any order: the results are equal, not merely close.
 */
class NarrowingTest {
  private static final PlanOptions ROUNDED = new PlanOptions(true);
  private static final Window SAME = window(1, 1);
  private static final Window HALF = window(2, 0);

  /** A program for one type of numbers. */
  private static final class Draft {
    final List<Variable> weights = new ArrayList<>();
    final DataType type;
    final Tensor x;
    private final boolean half;

    Draft(DataType type, boolean half, long... shape) {
      this.type = type;
      this.half = half;
      x = Ops.placeholder("x", new Spec(type, Shape.of(shape)));
    }

    Tensor of(long... shape) {
      INDArray value = whole(weights.size() + 2, 2, shape).castTo(type).dup('c');
      Variable variable = new Variable("v" + weights.size(), value);
      weights.add(variable);
      return variable.tensor();
    }

    /** What the program rounds; in a program that does not, the same. */
    Tensor r(Tensor tensor) {
      return half ? HalfPrecision.round("bfloat16", tensor) : tensor;
    }

    Tensor conv(Tensor images, int filters) {
      Tensor kernel = of(3, 3, images.shape().last(), filters);
      return r(Ops.conv(r(images), r(kernel), SAME, 1));
    }

    Tensor layer(Tensor images, int filters) {
      return r(Ops.relu(r(conv(images, filters).plus(r(of(filters))))));
    }

    Tensor dense(Tensor rows, int units) {
      Tensor product = r(Ops.matmul(r(rows), r(of(rows.shape().last(), units))));
      return r(product.plus(r(of(units))));
    }
  }

  private static Window window(long stride, long padding) {
    List<Long> paddings = List.of(padding, padding);
    return new Window(List.of(stride, stride), List.of(1L, 1L), paddings, paddings);
  }

  /** Whole numbers from -most to most. */
  private static INDArray whole(int seed, int most, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[(int) Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-most, most + 1);
    }
    return Nd4j.createFromArray(values).reshape(shape);
  }

  private record Results(List<double[]> outputs, List<String> kernels) {
    long count(String part) {
      return kernels.stream().filter(line -> line.contains(part)).count();
    }
  }

  private static Results run(
      Function<Draft, List<Tensor>> program, PlanOptions options, Draft draft, INDArray x) {
    return run(program, options, draft, x, List.of());
  }

  private static Results run(
      Function<Draft, List<Tensor>> program,
      PlanOptions options,
      Draft draft,
      INDArray x,
      List<Assignment> updates) {
    List<Tensor> outputs = program.apply(draft);
    try (Plan plan = Plan.compile(new Program(List.of(draft.x), outputs, updates), options)) {
      plan.input(0).assign(x.castTo(draft.type));
      List<double[]> results = new ArrayList<>();
      for (int times = 0; times < 2; times++) {
        plan.run();
        results.clear();
        for (int i = 0; i < outputs.size(); i++) {
          results.add(plan.output(i).add(0.0).dup('c').data().asDouble()); // no -0.0
        }
      }
      return new Results(results, plan.profile());
    }
  }

  /** Runs a program that rounds, and in doubles, and compares all results. */
  private static Results check(Function<Draft, List<Tensor>> program, long... shape) {
    INDArray x = whole(1, 3, shape);
    Results narrow = run(program, PlanOptions.DEFAULT, new Draft(DataType.FLOAT, true, shape), x);
    Results exact = run(program, PlanOptions.DEFAULT, new Draft(DataType.DOUBLE, true, shape), x);
    for (int i = 0; i < exact.outputs.size(); i++) {
      assertThat(narrow.outputs.get(i)).as("output %d", i).isEqualTo(exact.outputs.get(i));
    }
    return narrow;
  }

  private static boolean hasNarrow() {
    return Engine.multipliesBfloat16();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void networksKeepWhatTheyRoundInTwoBytes(int batch) {
    Results results =
        check(
            d -> {
              Tensor a = d.layer(d.x, 32);
              Tensor pooled = Ops.maxPool(d.layer(a, 32), List.of(2L, 2L), HALF);
              Tensor b = d.layer(pooled, 64);
              Tensor sum = d.r(b.plus(d.conv(pooled, 64)));
              Tensor flat = Ops.reshape(sum, batch, 16 * 16 * 64);
              return List.of(d.dense(d.r(Ops.relu(d.dense(flat, 64))), 10));
            },
            batch,
            32,
            32,
            16);
    if (hasNarrow()) {
      assertThat(results.count("conv[")).isEqualTo(4);
      assertThat(results.kernels.stream().filter(k -> k.contains("conv[")))
          .allMatch(k -> k.contains("narrow"));
      assertThat(results.count("chain [add, relu, narrow]")).isEqualTo(3);
      assertThat(results.count("widen")).isZero();
    }
  }

  @Test
  void rowsOfPooledImagesStayInTwoBytes() {
    Results results =
        check(
            d -> {
              Tensor pooled = Ops.maxPool(d.layer(d.x, 64), List.of(2L, 2L), HALF);
              return List.of(d.dense(Ops.reshape(pooled, 4, 8 * 8 * 64), 32));
            },
            4,
            16,
            16,
            32);
    if (hasNarrow()) {
      assertThat(results.count("widen")).isZero();
      assertThat(results.count("narrow[")).isEqualTo(1);
    }
  }

  @Test
  void whoReadsFloatsGetsThem() {
    Results results =
        check(
            d -> {
              Tensor a = d.layer(d.x, 32);
              return List.of(
                  a,
                  Ops.max(a, new int[] {1, 2}, false),
                  Ops.transpose(a, 0, 3, 1, 2),
                  Ops.slice(a, 1, 3, 9),
                  Ops.concatenate(List.of(a, d.conv(a, 8)), 3),
                  Ops.maximum(a, d.of(32)),
                  Ops.matmul(Ops.reshape(a, 2 * 16 * 16, 32), d.of(32, 3)));
            },
            2,
            16,
            16,
            32);
    if (hasNarrow()) {
      assertThat(results.count("widen[")).isEqualTo(2);
    }
  }

  @Test
  void poolingsOfNumbersBelowZeroReadFloats() {
    check(d -> List.of(Ops.maxPool(d.conv(d.x, 32), List.of(2L, 2L), HALF)), 2, 16, 16, 32);
  }

  @Test
  void longChainsAreCut() {
    check(
        d -> {
          Tensor sum = d.conv(d.x, 32);
          for (int i = 0; i < 40; i++) {
            sum = Ops.relu(sum.plus(d.of(32)));
          }
          return List.of(d.r(sum));
        },
        2,
        16,
        16,
        32);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void productsOfAnyNumberOfRows(int rows) {
    check(d -> List.of(d.dense(d.r(Ops.relu(d.dense(d.x, 512))), 300)), rows, 256);
  }

  @Test
  void productsOfPermutedAxes() {
    check(
        d -> {
          Tensor heads = Ops.transpose(Ops.reshape(d.r(d.x), 2, 32, 4, 32), 0, 2, 1, 3);
          Tensor scores = d.r(Ops.matmul(heads, heads, false, true));
          return List.of(Ops.transpose(d.r(Ops.matmul(scores, heads)), 0, 2, 1, 3));
        },
        2,
        32,
        128);
  }

  /** Three bits more than fit: factors lose them, and nothing else does. */
  @Test
  void factorsAreRoundedIfThePlanMay() {
    assumeTrue(hasNarrow() && Dnnl.available());
    INDArray x = Nd4j.valueArrayOf(new long[] {64, 256}, 1 + 1.0 / 1024, DataType.FLOAT);
    Function<Draft, List<Tensor>> program =
        d ->
            List.of(
                Ops.matmul(d.x, d.of(256, 128)), Ops.relu(d.x), Ops.reshape(d.x, 256, 64).plus(1));
    Results rounded = run(program, ROUNDED, new Draft(DataType.FLOAT, false, 64, 256), x);
    Results ones =
        run(
            program,
            PlanOptions.DEFAULT,
            new Draft(DataType.FLOAT, false, 64, 256),
            Nd4j.ones(DataType.FLOAT, 64, 256));
    assertThat(rounded.outputs.get(0)).isEqualTo(ones.outputs.get(0));
    assertThat(rounded.outputs.get(1)).containsOnly(1 + 1.0 / 1024);
    assertThat(rounded.outputs.get(2)).containsOnly(2 + 1.0 / 1024);
    assertThat(rounded.count("narrow[")).isEqualTo(1);
  }

  @Test
  void littleWorkIsNotWorthTheCopies() {
    Results results =
        run(
            d -> List.of(Ops.matmul(d.x, d.of(256, 2))),
            ROUNDED,
            new Draft(DataType.FLOAT, false, 64, 256),
            whole(1, 3, 64, 256));
    assertThat(results.count("narrow")).isZero();
  }

  /** Gradients by pictures, kernels, biases, rows and matrices, of a sum with whole factors. */
  @Test
  void gradientsOfRoundedFactors() {
    Function<Draft, List<Tensor>> program =
        d -> {
          Tensor a = Ops.conv(d.x, d.of(3, 3, 16, 32), SAME, 1).plus(d.of(32));
          Tensor b = Ops.conv(a, d.of(3, 3, 32, 32), SAME, 1);
          Tensor images = Ops.sum(b.times(d.of(4, 12, 12, 32)));
          Tensor rows = Ops.matmul(Ops.reshape(d.x, 576, 16), d.of(16, 256));
          Tensor products = Ops.sum(Ops.matmul(rows, d.of(256, 64)).times(d.of(576, 64)));
          List<Tensor> by = new ArrayList<>(List.of(d.x));
          d.weights.forEach(w -> by.add(w.tensor()));
          return Gradients.of(images.plus(products), by);
        };
    INDArray x = whole(1, 1, 4, 12, 12, 16);
    Variable steps = new Variable("steps", Nd4j.zeros(DataType.FLOAT, 1));
    List<Assignment> updates = List.of(new Assignment(steps, steps.tensor().plus(1)));
    Draft draft = new Draft(DataType.FLOAT, false, 4, 12, 12, 16);
    Results narrow = run(program, ROUNDED, draft, x, updates);
    Results floats =
        run(program, PlanOptions.DEFAULT, new Draft(DataType.FLOAT, false, 4, 12, 12, 16), x);
    Results exact =
        run(program, PlanOptions.DEFAULT, new Draft(DataType.DOUBLE, false, 4, 12, 12, 16), x);
    assertThat(floats.count("narrow")).isZero();
    if (hasNarrow()) {
      assertThat(narrow.count("narrow[")).as("%s", narrow.kernels).isEqualTo(9);
    }
    for (int i = 0; i < exact.outputs.size(); i++) {
      double most = greatest(exact.outputs.get(i));
      double[] differences = new double[exact.outputs.get(i).length];
      for (int j = 0; j < differences.length; j++) {
        differences[j] = narrow.outputs.get(i)[j] - exact.outputs.get(i)[j];
      }
      assertThat(greatest(differences) / most).as("gradient %d", i).isLessThan(0.004);
    }
  }

  private static double greatest(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }
}
