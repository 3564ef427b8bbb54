package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is asked of a model, folded, against the same graph in doubles that is not folded. */
class FoldingTest {
  private static final INDArray IMAGES = uniform(1, -1, 1, 2, 21, 20, 16);
  private static final INDArray ROWS = uniform(2, -1, 1, 300, 12);

  /** Mean, two convolutions with their functions, product, convolution, result. */
  private static final int GATED = 6;

  /** The variables of a model in one type, made in the order in which it asks for them. */
  private static final class Weights {
    private final DataType dataType;
    private final List<Variable> all = new ArrayList<>();

    Weights(DataType dataType) {
      this.dataType = dataType;
    }

    Tensor of(long... shape) {
      INDArray value = uniform(10 + all.size(), 0.2, 0.9, shape).castTo(dataType);
      Variable variable = new Variable("v" + all.size(), value);
      all.add(variable);
      return variable.tensor();
    }
  }

  /** A graph of an input and weights, compiled. */
  private static final class Model implements AutoCloseable {
    final Weights weights;
    final Plan plan;

    Model(
        BiFunction<Tensor, Weights, Tensor> graph, INDArray x, DataType dataType, boolean folded) {
      weights = new Weights(dataType);
      Tensor input = Ops.placeholder("x", new Spec(dataType, Shape.of(x.shape())));
      Tensor output = graph.apply(input, weights);
      Variable other = new Variable("other", uniform(3, 0, 1, 1).castTo(dataType));
      List<Assignment> updates =
          folded ? List.of() : List.of(new Assignment(other, other.tensor().plus(1)));
      plan =
          Plan.compile(new Program(List.of(input), List.of(output), updates), PlanOptions.DEFAULT);
      plan.input(0).assign(x.castTo(dataType));
    }

    double[] run() {
      plan.run();
      return plan.output(0).dup('c').data().asDouble();
    }

    List<String> kernels() {
      return plan.profile().stream().map(l -> l.substring(l.indexOf("us ") + 4)).toList();
    }

    @Override
    public void close() {
      plan.close();
    }
  }

  private static void check(BiFunction<Tensor, Weights, Tensor> graph, INDArray x, int kernels) {
    try (Model folded = new Model(graph, x, DataType.FLOAT, true);
        Model plain = new Model(graph, x, DataType.DOUBLE, false)) {
      assertClose(folded.run(), plain.run());
      for (int i = 0; i < folded.weights.all.size(); i++) {
        INDArray other = uniform(50 + i, 0.1, 1.2, folded.weights.all.get(i).value().shape());
        folded.weights.all.get(i).assign(other);
        plain.weights.all.get(i).assign(other);
        assertClose(folded.run(), plain.run());
      }
      if (Engine.name().equals("onednn")) {
        assertThat(folded.kernels()).hasSize(kernels);
      }
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(1e-5 * largest));
  }

  private static Window window(long stride, long before, long after) {
    return new Window(
        List.of(stride, stride), List.of(1L, 1L), List.of(before, before), List.of(after, after));
  }

  private static Tensor normalized(Tensor x, Weights w) {
    long channels = x.shape().last();
    Tensor factor = Ops.rsqrt(w.of(channels).plus(1e-3)).times(w.of(channels));
    return x.times(factor).plus(w.of(channels).minus(w.of(channels).times(factor)));
  }

  @Test
  void normalizationGoesIntoTheConvolutionBeforeIt() {
    check((x, w) -> normalized(Ops.conv(x, w.of(3, 3, 16, 16), window(1, 1, 1), 1), w), IMAGES, 2);
  }

  @Test
  void normalizationGoesIntoTheConvolutionAndItsBias() {
    check(
        (x, w) -> {
          Tensor y = Ops.conv(x, w.of(3, 3, 16, 64), window(2, 0, 1), 1).plus(w.of(64));
          return Ops.clip(normalized(y, w), 0, 6);
        },
        IMAGES,
        2);
  }

  @Test
  void normalizationGoesIntoADepthwiseConvolution() {
    check((x, w) -> normalized(Ops.conv(x, w.of(3, 3, 1, 16), window(1, 1, 1), 16), w), IMAGES, 2);
  }

  /** Squeeze and excitation: each channel times a number that the image itself decides. */
  private static Tensor gated(Tensor x, Weights w) {
    long channels = x.shape().last();
    Tensor squeezed = Ops.mean(x, new int[] {1, 2}, true);
    Tensor small = Ops.relu(Ops.conv(squeezed, w.of(1, 1, channels, 4), window(1, 0, 0), 1));
    return x.times(Ops.sigmoid(Ops.conv(small, w.of(1, 1, 4, channels), window(1, 0, 0), 1)));
  }

  @Test
  void theGateOfOneImageGoesIntoTheWeightsAfterIt() {
    INDArray image = uniform(4, -1, 1, 1, 21, 20, 16);
    BiFunction<Tensor, Weights, Tensor> graph =
        (x, w) -> normalized(Ops.conv(gated(x, w), w.of(1, 1, 16, 8), window(1, 0, 0), 1), w);
    check(graph, image, GATED);
    check(graph, IMAGES, GATED);
    assumeTrue(Engine.name().equals("onednn"));
    try (Model one = new Model(graph, image, DataType.FLOAT, true);
        Model two = new Model(graph, IMAGES, DataType.FLOAT, true)) {
      assertThat(one.kernels()).anyMatch(name -> name.endsWith("[multiply] [1, 1, 16, 8]"));
      assertThat(two.kernels()).anyMatch(name -> name.endsWith("[multiply] [2, 21, 20, 16]"));
    }
  }

  @Test
  void aMeanOfPixelsComesBeforeTheirConvolution() {
    BiFunction<Tensor, Weights, Tensor> graph =
        (x, w) -> {
          Tensor y = Ops.conv(x, w.of(1, 1, 16, 8), window(1, 0, 0), 1);
          return Ops.averagePool(y, List.of(2L, 2L), window(2, 0, 1));
        };
    check(graph, IMAGES, 3);
    assumeTrue(Engine.name().equals("onednn"));
    try (Model model = new Model(graph, IMAGES, DataType.FLOAT, true)) {
      assertThat(model.kernels()).anyMatch(name -> name.startsWith("pool pool[[2, 21, 20, 16]"));
    }
  }

  @Test
  void normalizationGoesIntoAProduct() {
    check((x, w) -> normalized(Ops.matmul(x, w.of(12, 32)).plus(w.of(32)), w), ROWS, 2);
  }

  @Test
  void twoNormalizationsGoIntoOneProduct() {
    check((x, w) -> normalized(normalized(Ops.matmul(x, w.of(12, 32)), w), w), ROWS, 2);
  }

  @Test
  void divisorsGoIntoTheConvolution() {
    check(
        (x, w) -> Ops.conv(x, w.of(1, 1, 16, 16), window(1, 0, 0), 1).dividedBy(w.of(16)),
        IMAGES,
        2);
  }

  @Test
  void scalesOfChannelsGoIntoTheConvolutionAfterThem() {
    check((x, w) -> Ops.conv(x.times(w.of(16)), w.of(3, 3, 16, 16), window(1, 1, 1), 1), IMAGES, 2);
  }

  @Test
  void zerosAroundAnImageAreTheConvolutionsPadding() {
    check(
        (x, w) -> {
          Tensor padded = Ops.pad(Ops.pad(x, 1, 1, 2), 2, 2, 1);
          return Ops.conv(padded, w.of(3, 3, 16, 16), window(2, 0, 0), 1);
        },
        IMAGES,
        2);
  }

  @Test
  void moreZerosThanTheWindowReachesStayAsTheyAre() {
    check(
        (x, w) -> Ops.conv(Ops.pad(x, 1, 3, 3), w.of(3, 3, 16, 16), window(1, 0, 0), 1), IMAGES, 3);
  }

  @Test
  void whatOthersReadIsLeftAsItIs() {
    check(
        (x, w) -> {
          Tensor y = Ops.conv(x, w.of(3, 3, 16, 16), window(1, 1, 1), 1);
          return y.plus(Ops.relu(normalized(y, w)));
        },
        IMAGES,
        3);
  }

  @Test
  void residualsAreAddedByTheConvolution() {
    check(
        (x, w) ->
            Ops.relu(normalized(Ops.conv(x, w.of(3, 3, 16, 16), window(1, 1, 1), 1), w).plus(x)),
        IMAGES,
        2);
  }

  @Test
  void residualsThatOthersNeedAreNotOverwritten() {
    check(
        (x, w) -> {
          Tensor a = Ops.relu(Ops.conv(x, w.of(1, 1, 16, 16), window(1, 0, 0), 1));
          Tensor b = Ops.conv(a, w.of(3, 3, 16, 16), window(1, 1, 1), 1).plus(a);
          Tensor c = Ops.conv(b, w.of(3, 3, 16, 16), window(1, 1, 1), 1).plus(a);
          return Ops.conv(c, w.of(3, 3, 16, 16), window(1, 1, 1), 1).plus(c).plus(b);
        },
        IMAGES,
        5);
  }

  @Test
  void residualsAreAddedInPlace() {
    check(
        (x, w) -> {
          Tensor a = Ops.conv(x, w.of(1, 1, 16, 16), window(1, 0, 0), 1).plus(w.of(16));
          Tensor b = Ops.relu(Ops.conv(a, w.of(3, 3, 16, 32), window(1, 1, 1), 1).plus(w.of(32)));
          return Ops.relu(
              Ops.conv(b, w.of(1, 1, 32, 16), window(1, 0, 0), 1).plus(w.of(16)).plus(a));
        },
        IMAGES,
        4);
  }

  @Test
  void productsAreAddedInPlace() {
    check(
        (x, w) -> {
          Tensor a = Ops.tanh(Ops.matmul(x, w.of(12, 32)).plus(w.of(32)));
          return Ops.relu(Ops.matmul(a, w.of(32, 32)).plus(w.of(32)).plus(a));
        },
        ROWS,
        3);
  }

  @Test
  void aLimitedReluIsOneStep() {
    check(
        (x, w) -> Ops.minimum(Ops.relu(Ops.conv(x, w.of(3, 3, 16, 16), window(1, 1, 1), 1)), 6),
        IMAGES,
        2);
  }

  @Test
  void gatesAreOneStep() {
    check(
        (x, w) -> {
          Tensor y = Ops.conv(x, w.of(1, 1, 16, 16), window(1, 0, 0), 1).plus(w.of(16));
          Tensor a = y.times(Ops.sigmoid(y));
          Tensor z = Ops.conv(a, w.of(1, 1, 16, 16), window(1, 0, 0), 1).plus(-2);
          return z.times(Ops.clip(z.plus(3), 0, 6).dividedBy(6));
        },
        IMAGES,
        3);
  }

  @Test
  void zerosAroundWhatIsNotNegativeChangeNoMaximum() {
    Window window = window(2, 0, 0);
    check(
        (x, w) -> {
          Tensor y = Ops.relu(Ops.conv(x, w.of(1, 1, 16, 16), window(1, 0, 0), 1).plus(-4));
          return Ops.maxPool(Ops.pad(Ops.pad(y, 1, 1, 1), 2, 1, 1), List.of(3L, 3L), window);
        },
        IMAGES,
        3);
    check(
        (x, w) -> Ops.maxPool(Ops.pad(x.times(w.of(1)), 1, 1, 1), List.of(3L, 3L), window),
        IMAGES,
        4);
  }

  @Test
  void nothingIsComputedFromWeightsTwice() {
    assumeTrue(Engine.name().equals("onednn"));
    BiFunction<Tensor, Weights, Tensor> graph =
        (x, w) -> x.times(Ops.exp(w.of(12)).plus(Ops.square(w.of(12))));
    try (Model model = new Model(graph, ROWS, DataType.FLOAT, true)) {
      model.run();
      assertThat(model.kernels()).noneMatch(name -> name.contains("exp"));
    }
  }

  /** The end of a stage of a ResNet, and the beginning of the next one, of so large strides. */
  private static Tensor stages(Tensor x, Weights w, long left, long right, long own) {
    Tensor shortcut = Ops.relu(Ops.conv(x, w.of(3, 3, 16, 16), window(own, 1, 1), 1));
    Tensor y = Ops.relu(Ops.conv(shortcut, w.of(3, 3, 16, 8), window(1, 1, 1), 1).plus(w.of(8)));
    Tensor pixels = Ops.conv(y, w.of(1, 1, 8, 16), window(1, 0, 0), 1).plus(w.of(16));
    Tensor end = Ops.relu(pixels.plus(shortcut));
    Tensor next = Ops.conv(end, w.of(1, 1, 16, 8), window(left, 0, 0), 1);
    Tensor other = Ops.conv(end, w.of(1, 1, 16, 8), window(right, 0, 0), 1);
    return Ops.mean(next, 1, 2).plus(Ops.mean(other, 1, 2).times(2));
  }

  /** What their kernels are, once their values are those of the graph in doubles. */
  private static List<String> kernelsOfStages(long left, long right, long own) {
    BiFunction<Tensor, Weights, Tensor> graph = (x, w) -> stages(x, w, left, right, own);
    try (Model folded = new Model(graph, IMAGES, DataType.FLOAT, true);
        Model plain = new Model(graph, IMAGES, DataType.DOUBLE, false)) {
      assertClose(folded.run(), plain.run());
      return folded.kernels();
    }
  }

  @Test
  void pixelsThatNobodyReadsAreNotComputed() {
    List<String> kernels = kernelsOfStages(2, 2, 1);
    if (Engine.name().equals("onednn")) {
      assertThat(kernels)
          .anyMatch(name -> name.endsWith("+ [add, relu] [2, 11, 10, 8]"))
          .anyMatch(name -> name.endsWith("relu] [2, 11, 10, 16]"))
          .anyMatch(name -> name.startsWith("pool pool[[2, 21, 20, 16]"));
    }
    assertThat(kernelsOfStages(3, 3, 2)).isNotEmpty();
  }

  @Test
  void pixelsThatSomebodyReadsAreComputed() {
    List<String> kernels = kernelsOfStages(2, 1, 1);
    if (Engine.name().equals("onednn")) {
      assertThat(kernels)
          .anyMatch(name -> name.endsWith("[add, relu] [2, 21, 20, 8]"))
          .noneMatch(name -> name.startsWith("pool"));
    }
  }

  @Test
  void someRowsReadALargeMatrixWhereItIs() {
    check(
        (x, w) -> Ops.relu(Ops.matmul(x, w.of(1100, 4000)).plus(w.of(4000))),
        uniform(4, -1, 1, 9, 1100),
        2);
  }
}
