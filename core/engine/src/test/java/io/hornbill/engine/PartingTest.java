package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.assertFloatsAgree;
import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention in parts of the batch: values and gradients beside doubles, and which kernels run. */
class PartingTest {
  private static final int BATCH = 8;
  private static final int STEPS = 160;
  private static final int HEADS = 8;
  private static final int DIM = 16;

  private static Tensor heads(Tensor x) {
    return Ops.transpose(x, 0, 2, 1, 3);
  }

  private static Tensor scores(List<Tensor> x) {
    return Ops.matmul(heads(x.get(0)), heads(x.get(1)), false, true).times(0.25);
  }

  private static Tensor attended(Tensor weights, List<Tensor> x) {
    return heads(Ops.matmul(weights, heads(x.get(2))));
  }

  private static Tensor attention(List<Tensor> x) {
    return attended(Ops.softmax(scores(x)), x);
  }

  private static Tensor hidden(List<Tensor> x, Tensor seen) {
    Tensor scores = Ops.where(seen, scores(x), Ops.constant(-1e9, x.get(0).dataType()));
    return attended(Ops.softmax(scores), x);
  }

  private static INDArray[] sequences(int batch) {
    INDArray[] arrays = new INDArray[3];
    for (int i = 0; i < 3; i++) {
      arrays[i] = uniform(i + 1, -1, 1, batch, STEPS, HEADS, DIM);
    }
    return arrays;
  }

  private static Tensor placeholder(long... shape) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /** The names of the kernels that compute a result and its gradients. */
  private static List<String> kernels(
      int batch, int steps, Function<List<Tensor>, Tensor> result, PlanOptions options) {
    List<Tensor> x = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      x.add(placeholder(batch, steps, HEADS, DIM));
    }
    Tensor y = result.apply(x);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    outputs.addAll(Gradients.of(Ops.sum(Ops.square(y)), x));
    try (Plan plan = Plan.compile(new Program(x, outputs, List.of()), options)) {
      return plan.profile().stream().map(line -> line.substring(line.indexOf("us ") + 4)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BATCH, 7})
  void attentionAndItsGradientsAreThoseOfDoubles(int batch) {
    assertFloatsAgree(PartingTest::attention, sequences(batch));
  }

  @Test
  void weightsMayBeWantedThemselves() {
    assertFloatsAgree(
        x -> {
          Tensor weights = Ops.softmax(scores(x));
          return Ops.sum(weights.times(weights), -1).plus(Ops.sum(attended(weights, x)));
        },
        sequences(BATCH));
  }

  @Test
  void onePartReadsWhatAnotherAttentionHasMade() {
    assertFloatsAgree(
        x -> {
          Tensor first = attention(x);
          Tensor between = Ops.tanh(first.plus(Ops.mean(first, 0, true)));
          return attention(List.of(between, x.get(1), first));
        },
        sequences(BATCH));
  }

  @Test
  void whatAllSamplesShareIsReadByAllParts() {
    INDArray[] arrays = sequences(BATCH);
    INDArray[] more = {arrays[0], arrays[1], arrays[2], uniform(5, -1, 1, STEPS, STEPS)};
    assertFloatsAgree(x -> attended(Ops.softmax(scores(x).plus(x.get(3))), x), more);
  }

  @Test
  void stepsOfEachSampleAreHidden() {
    INDArray[] arrays = sequences(BATCH);
    INDArray[] more = {arrays[0], arrays[1], arrays[2], uniform(5, -1, 1, BATCH, 1, 1, STEPS)};
    assertFloatsAgree(x -> hidden(x, Ops.greater(Ops.stopGradient(x.get(3)), 0)), more);
  }

  @Test
  void stepsAreHiddenFromAllSamples() {
    INDArray band = uniform(5, -1, 1, 1, 1, STEPS, STEPS);
    INDArray ones = band.gt(0).castTo(DataType.DOUBLE);
    assertFloatsAgree(
        x -> hidden(x, Ops.constant(ones.castTo(x.get(0).dataType()))), sequences(BATCH));
  }

  @Test
  void stepsAreLowered() {
    INDArray[] arrays = sequences(BATCH);
    INDArray[] more = {arrays[0], arrays[1], arrays[2], uniform(5, -1, 1, BATCH, 1, 1, STEPS)};
    assertFloatsAgree(
        x -> {
          Tensor seen = Ops.greater(Ops.stopGradient(x.get(3)), 0);
          Tensor scores = scores(x);
          return attended(Ops.softmax(Ops.where(seen, scores, scores.minus(1e9))), x);
        },
        more);
  }

  @Test
  void scoresAreMadeAndReadInOneKernel() {
    assumeTrue(Engine.name().equals("onednn"));
    List<String> kernels =
        kernels(BATCH, STEPS, PartingTest::attention, PlanOptions.DEFAULT.alone(true));
    assertThat(kernels)
        .anyMatch(name -> name.startsWith("in 4 parts [permutedMatMul, affine, softmax, permuted"))
        .anyMatch(name -> name.contains("parts [") && name.contains("softmaxGradient"))
        .noneMatch(name -> name.startsWith("softmax") || name.startsWith("matMul permuted"));
  }

  @Test
  void hiddenStepsNeedNoKernelOfTheirOwn() {
    assumeTrue(Engine.name().equals("onednn"));
    List<String> kernels =
        kernels(
            BATCH,
            STEPS,
            x -> hidden(x, Ops.greater(Ops.slice(heads(x.get(0)), 3, 0, 1), 0)),
            PlanOptions.DEFAULT);
    assertThat(kernels).noneMatch(name -> name.contains("where"));
  }

  @Test
  void whatFitsIntoTheCachesStaysWhole() {
    assumeTrue(Engine.name().equals("onednn"));
    assertThat(kernels(BATCH, 64, PartingTest::attention, PlanOptions.DEFAULT))
        .noneMatch(name -> name.contains("parts ["));
  }

  @Test
  void sharedMemoryMayMove() {
    List<INDArray> results = new ArrayList<>();
    Arena arena = new Arena();
    List<Tensor> x = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      x.add(placeholder(BATCH, STEPS, HEADS, DIM));
    }
    Program program = new Program(x, List.of(attention(x)), List.of());
    Tensor large = placeholder(BATCH, 3, 500, 500);
    Tensor product = Ops.matmul(large, Ops.tanh(large));
    Program other = new Program(List.of(large), List.of(Ops.square(product)), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT.with(arena))) {
      INDArray[] arrays = sequences(BATCH);
      for (int i = 0; i < 3; i++) {
        plan.input(i).assign(arrays[i]);
      }
      plan.run();
      results.add(plan.output(0).dup());
      try (Plan second = Plan.compile(other, PlanOptions.DEFAULT.with(arena))) {
        second.run();
        plan.run();
        results.add(plan.output(0).dup());
      }
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
  }
}
