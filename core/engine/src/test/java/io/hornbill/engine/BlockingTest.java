package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.engine.internal.onednn.Dnnl;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images in blocks of channels against the same graphs in doubles, which have none. */
class BlockingTest {
  private static final String BLOCKED = "in blocks";
  private static final String COPY = "layout of relaid";
  private static final Window PLAIN = window(1, 0, 0);
  private static final Window HALVES = window(2, 1, 0);

  /** A graph of pictures and weights, compiled. */
  private static final class Model implements AutoCloseable {
    private final List<Variable> weights = new ArrayList<>();
    private final DataType dataType;
    private final Plan plan;

    Model(BiFunction<Tensor, Model, Tensor> graph, INDArray x, DataType type, boolean updates) {
      dataType = type;
      Tensor input = Ops.placeholder("x", new Spec(type, Shape.of(x.shape())));
      Tensor output = graph.apply(input, this);
      Variable other = new Variable("other", uniform(3, 0, 1, 1).castTo(type));
      List<Assignment> assignments =
          updates ? List.of(new Assignment(other, other.tensor().plus(1))) : List.of();
      plan =
          Plan.compile(
              new Program(List.of(input), List.of(output), assignments), PlanOptions.DEFAULT);
      plan.input(0).assign(x.castTo(type));
    }

    Tensor of(long... shape) {
      double inputs = shape.length < 4 ? 1 : shape[0] * shape[1] * shape[2];
      double range = 1.7 / Math.sqrt(inputs);
      INDArray value = uniform(10 + weights.size(), -range, range, shape).castTo(dataType);
      Variable variable = new Variable("v" + weights.size(), value);
      weights.add(variable);
      return variable.tensor();
    }

    Tensor conv(Tensor x, int size, int filters) {
      return conv(x, size, filters, 1);
    }

    Tensor conv(Tensor x, int size, int filters, int groups) {
      Tensor kernel = of(size, size, x.shape().last() / groups, filters);
      return Ops.conv(x, kernel, window(1, size / 2, size / 2), groups).plus(of(filters));
    }

    /** As much work as it takes for copies at the borders, by two convolutions. */
    Tensor heavy(Tensor x) {
      int channels = (int) x.shape().last();
      return Ops.relu(conv(Ops.relu(conv(x, 1, 512)), 1, channels));
    }

    /** A picture's first convolution, which stays channels last, and heavy ones. */
    Tensor begin(Tensor picture, int channels) {
      return heavy(Ops.relu(conv(picture, 3, channels)));
    }

    double[] run() {
      plan.run();
      return plan.output(0).dup('c').data().asDouble();
    }

    long count(String... parts) {
      return plan.profile().stream()
          .filter(line -> Stream.of(parts).allMatch(line::contains))
          .count();
    }

    @Override
    public void close() {
      plan.close();
    }
  }

  private static Window window(long stride, long before, long after) {
    return new Window(
        List.of(stride, stride), List.of(1L, 1L), List.of(before, before), List.of(after, after));
  }

  private static INDArray pictures(long... shape) {
    return uniform(1, -1, 1, shape);
  }

  private static boolean hasBlocks() {
    return Engine.name().equals("onednn") && Dnnl.prefersChannelBlocks();
  }

  /** Values, how many convolutions work on blocks, and how many copies change the layout. */
  private static void check(
      BiFunction<Tensor, Model, Tensor> graph, INDArray x, int blocked, int copies) {
    try (Model fast = new Model(graph, x, DataType.FLOAT, false);
        Model exact = new Model(graph, x, DataType.DOUBLE, true)) {
      assertClose(fast.run(), exact.run());
      for (int i = 0; i < fast.weights.size(); i++) {
        INDArray other = uniform(90 + i, -0.2, 0.2, fast.weights.get(i).value().shape());
        fast.weights.get(i).assign(other);
        exact.weights.get(i).assign(other);
      }
      assertClose(fast.run(), exact.run());
      if (hasBlocks()) {
        assertThat(fast.count("conv", BLOCKED)).isEqualTo(blocked);
        assertThat(fast.count(COPY)).isEqualTo(copies);
      }
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = 1e-9;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(1e-5 * largest));
  }

  private static Tensor mean(Tensor x) {
    return Ops.mean(x, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aNetworkChangesTheLayoutOnce(int batch) {
    check(
        (x, m) -> {
          Tensor a = m.begin(x, 16);
          Tensor b = Ops.clip(m.conv(a, 1, 48), 0, 6);
          Tensor c = Ops.clip(m.conv(b, 3, 48, 48), 0, 6);
          Tensor d = m.conv(c, 1, 16).plus(a);
          Tensor e = Ops.relu(m.conv(d, 1, 16)).plus(d);
          return Ops.matmul(mean(Ops.relu(m.conv(e, 3, 24))), m.of(24, 10)).plus(m.of(10));
        },
        pictures(batch, 22, 20, 3),
        7,
        1);
  }

  @Test
  void imagesComeInAndGoOutChannelsLast() {
    check((x, m) -> m.heavy(m.heavy(x)), pictures(2, 14, 14, 32), 4, 2);
  }

  @Test
  void littleWorkIsNotWorthTheCopies() {
    check((x, m) -> Ops.relu(m.conv(x, 1, 16)), pictures(2, 21, 20, 16), 0, 0);
  }

  @Test
  void denseWindowsAreFasterChannelsLast() {
    check(
        (x, m) -> mean(m.conv(m.conv(m.conv(m.conv(x, 1, 16), 3, 16), 1, 16), 3, 16)),
        pictures(2, 21, 20, 3),
        0,
        0);
  }

  @Test
  void whatOthersReadIsCopiedOnce() {
    check(
        (x, m) -> {
          Tensor a = m.begin(x, 64);
          Tensor flat = Ops.matmul(Ops.reshape(a, 2, 12 * 12 * 64), m.of(12 * 12 * 64, 4));
          Tensor greatest = Ops.matmul(Ops.max(a, new int[] {1, 2}, false), m.of(64, 4));
          return Ops.matmul(mean(m.heavy(a)), m.of(64, 4)).plus(flat).plus(greatest);
        },
        pictures(2, 12, 12, 3),
        4,
        2);
  }

  @Test
  void channelsThatFillNoBlocksStayLast() {
    check(
        (x, m) -> {
          Tensor a = Ops.relu(m.conv(x, 3, 20));
          return mean(m.conv(m.heavy(m.heavy(Ops.relu(m.conv(a, 1, 64)))), 1, 21));
        },
        pictures(2, 16, 16, 3),
        4,
        2);
  }

  @Test
  void biasesOfSmallImagesStayWithTheirConvolutions() {
    check(
        (x, m) -> mean(m.conv(Ops.relu(m.conv(m.begin(x, 64), 1, 8)), 1, 8)),
        pictures(1, 7, 7, 5),
        4,
        1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void poolingsKeepBlocks(int batch) {
    check(
        (x, m) -> {
          Tensor a = m.conv(m.begin(x, 32), 1, 32);
          Tensor b = Ops.maxPool(a, List.of(3L, 3L), HALVES);
          Tensor c = Ops.averagePool(b, List.of(3L, 3L), window(1, 1, 1));
          return mean(m.conv(Ops.averagePool(c, List.of(2L, 2L), window(2, 0, 0)), 3, 16));
        },
        pictures(batch, 24, 26, 3),
        4,
        1);
  }

  @Test
  void greatestValuesInBlocksPassNanOn() {
    BiFunction<Tensor, Model, Tensor> graph =
        (x, m) -> Ops.maxPool(m.heavy(m.heavy(x)).plus(x), List.of(2L, 2L), window(2, 0, 0));
    INDArray x = pictures(2, 12, 12, 128);
    int place = (36 + 2 * 6 + 2) * 128 + 77;
    try (Model model = new Model(graph, x, DataType.FLOAT, false)) {
      double[] without = model.run();
      model.plan.input(0).putScalar(new long[] {1, 5, 5, 77}, Float.NaN);
      double[] with = model.run();
      assertThat(without[place]).isNotNaN();
      assertThat(with[place]).isNaN();
      assertThat(with[78]).isEqualTo(without[78]);
      assertThat(with[place + 3 * 128]).isNotNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void concatenationsKeepBlocks(int batch) {
    check(
        (x, m) -> {
          Tensor a = m.begin(x, 16);
          Tensor b = dense(dense(dense(a, m), m), m);
          return mean(m.conv(Ops.concatenate(List.of(b, a, b), 3), 1, 8));
        },
        pictures(batch, 24, 24, 3),
        9,
        1);
  }

  private static Tensor dense(Tensor x, Model m) {
    long channels = x.shape().last();
    Tensor normal = Ops.relu(x.times(m.of(channels)).plus(m.of(channels)));
    Tensor grown = m.conv(Ops.relu(m.conv(normal, 1, 16)), 3, 8);
    return Ops.concatenate(List.of(x, grown), 3);
  }

  @Test
  void partsOfASingleImageAreComputedWhereTheyBelong() {
    assumeTrue(hasBlocks());
    BiFunction<Tensor, Model, Tensor> graph =
        (x, m) -> mean(m.conv(dense(dense(dense(m.begin(x, 16), m), m), m), 1, 8));
    try (Model one = new Model(graph, pictures(1, 24, 24, 3), DataType.FLOAT, false);
        Model two = new Model(graph, pictures(2, 24, 24, 3), DataType.FLOAT, false)) {
      assertThat(one.count("move")).isZero();
      assertThat(two.count("move", BLOCKED)).isEqualTo(3);
      assertThat(one.plan.bytes()).isLessThan(two.plan.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void gatesOfChannelsKeepBlocks(int batch) {
    check(
        (x, m) -> {
          Tensor y = m.conv(m.begin(x, 32), 1, 32);
          Tensor a = y.times(Ops.sigmoid(y));
          Tensor gate = Ops.sigmoid(m.conv(Ops.mean(a, new int[] {1, 2}, true), 1, 32));
          Tensor b = Ops.relu(m.conv(a.times(gate), 1, 32));
          Tensor c = m.conv(gate.times(b), 1, 32);
          Tensor d = m.conv(Ops.tanh(Ops.relu(c).plus(0.5).times(gate)).times(b), 1, 32);
          return mean(d);
        },
        pictures(batch, 20, 20, 3),
        6,
        1);
  }

  @Test
  void operandsForEachChannelAreTakenByChannel() {
    check(
        (x, m) -> {
          Tensor a = m.begin(x, 32);
          Tensor pooled = Ops.averagePool(a, List.of(3L, 3L), window(1, 1, 1));
          Tensor b = Ops.relu(pooled.times(m.of(32)).plus(m.of(1, 1, 1, 32)));
          Tensor c = m.of(32).minus(Ops.square(b)).times(m.of(1));
          Tensor d = Ops.relu(Ops.averagePool(c.plus(a), List.of(3L, 3L), window(1, 1, 1)));
          return mean(m.conv(d.times(m.of(1)).plus(m.of(32)), 3, 16));
        },
        pictures(3, 20, 20, 3),
        3,
        1);
  }

  @Test
  void longChainsAreTakenApart() {
    check(
        (x, m) -> {
          Tensor a = Ops.averagePool(m.begin(x, 32), List.of(3L, 3L), window(1, 1, 1));
          for (int i = 0; i < 12; i++) {
            a = m.of(32).minus(Ops.relu(a).times(m.of(32)).plus(0.25));
          }
          return mean(m.conv(a, 1, 16));
        },
        pictures(2, 20, 20, 3),
        3,
        1);
  }

  @Test
  void smallImagesAndOtherFunctionsKeepBlocks() {
    check(
        (x, m) -> {
          Tensor a = m.begin(x, 64);
          Tensor b = Ops.maximum(m.conv(a, 1, 64), Ops.minimum(a, 0.5));
          Tensor c = Ops.where(Ops.greater(a, 0.1), b, m.conv(b, 1, 64).plus(a));
          return mean(m.conv(c, 1, 64));
        },
        pictures(1, 7, 7, 3),
        5,
        1);
  }

  @Test
  void groupsOfWholeBlocksKeepBlocks() {
    check(
        (x, m) -> mean(m.conv(Ops.relu(m.conv(m.begin(x, 64), 3, 64, 4)), 1, 16)),
        pictures(2, 18, 18, 3),
        4,
        1);
  }

  @Test
  void wholeImagesToOnePixelKeepBlocks() {
    check(
        (x, m) -> {
          Tensor b = Ops.conv(m.begin(x, 32), m.of(9, 9, 32, 64), PLAIN, 1).plus(m.of(64));
          return Ops.reshape(Ops.conv(Ops.relu(b), m.of(1, 1, 64, 5), PLAIN, 1), 2, 5);
        },
        pictures(2, 9, 9, 3),
        3,
        1);
  }

  @Test
  void meansOfManyPixelsAreExact() {
    check((x, m) -> mean(m.begin(x, 8)), pictures(1, 90, 110, 3), 2, 1);
  }

  @Test
  void whatUpdatesVariablesStaysChannelsLast() {
    assumeTrue(hasBlocks());
    BiFunction<Tensor, Model, Tensor> graph = (x, m) -> mean(m.begin(x, 64));
    INDArray x = pictures(1, 12, 12, 3);
    try (Model asked = new Model(graph, x, DataType.FLOAT, false);
        Model trained = new Model(graph, x, DataType.FLOAT, true)) {
      assertThat(asked.count("conv", BLOCKED)).isEqualTo(2);
      assertThat(trained.count(BLOCKED)).isZero();
    }
  }

  @Test
  void gradientsStayChannelsLast() {
    assumeTrue(hasBlocks());
    BiFunction<Tensor, Model, Tensor> graph =
        (x, m) -> {
          Tensor y = Ops.sum(m.begin(x, 64));
          return Gradients.of(y, List.of(m.weights.get(0).tensor())).get(0);
        };
    try (Model model = new Model(graph, pictures(1, 12, 12, 3), DataType.FLOAT, false)) {
      assertThat(model.count(BLOCKED)).isZero();
    }
  }

  @Test
  void blocksTakeNoMoreMemory() {
    assumeTrue(hasBlocks());
    BiFunction<Tensor, Model, Tensor> graph =
        (x, m) -> {
          Tensor y = m.conv(x, 3, 64);
          for (int i = 0; i < 6; i++) {
            y = m.conv(y, 1, 64);
          }
          return mean(y);
        };
    long image = 64 * 64 * 64 * Float.BYTES;
    try (Model model = new Model(graph, pictures(1, 64, 64, 3), DataType.FLOAT, false)) {
      assertThat(model.plan.bytes()).isBetween(2 * image, 2 * image + image / 2);
      assertThat(model.count("conv", BLOCKED)).isEqualTo(6);
    }
  }
}
