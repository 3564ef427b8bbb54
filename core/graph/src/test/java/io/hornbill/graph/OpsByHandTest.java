package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.ByDefinition.Values;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.Composite;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.ScatterAdd;
import io.hornbill.graph.internal.ops.TakeSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Values of functions that are made of several ops, worked by hand. */
class OpsByHandTest {
  private static final double[] STEPS = {0.5, -1};

  private static Tensor x(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(dims)));
  }

  private static Values values(Tensor tensor, double... data) {
    return new Values(tensor.shape(), data);
  }

  @Test
  void numbersAreSubtracted() {
    Tensor x = x();

    assertThat(ByDefinition.of(Ops.subtract(x, 2), Map.of(x, values(x, 5)))).containsExactly(3);
  }

  @Test
  void tensorsAreComparedElementByElement() {
    Tensor x = x(3);
    Tensor y = x(3);
    Map<Tensor, Values> at = Map.of(x, values(x, 1, 2, 3), y, values(y, 2, 2, 2));

    assertThat(ByDefinition.of(Ops.greaterEqual(x, y), at)).containsExactly(0, 1, 1);
    assertThat(ByDefinition.of(Ops.lessEqual(x, y), at)).containsExactly(1, 1, 0);
  }

  @Test
  void variablesAreCalculatedWithLikeTensors() {
    Tensor x = x();
    Variable two = new Variable("two", Nd4j.scalar(2.0));
    Map<Tensor, Values> at = Map.of(x, values(x, 5), two.tensor(), new Values(Shape.SCALAR, 2));

    assertThat(List.of(x.plus(two), x.minus(two), x.times(two), x.dividedBy(two)))
        .extracting(y -> ByDefinition.of(y, at)[0])
        .containsExactly(7.0, 3.0, 10.0, 2.5);
  }

  @Test
  void castsKeepNumbers() {
    Tensor x = x(2);

    assertThat(ByDefinition.of(Ops.cast(x, DataType.FLOAT), Map.of(x, values(x, 1.5, -2))))
        .containsExactly(1.5, -2);
  }

  @Test
  void elementsAreRepeatedWhereTheyAreAndTilesAfterEachOther() {
    Tensor x = x(2, 2);
    Map<Tensor, Values> at = Map.of(x, values(x, 1, 2, 3, 4));

    assertThat(ByDefinition.of(Ops.repeat(x, 2, 1), at)).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(ByDefinition.of(Ops.repeat(x, 2, 0), at)).containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
    assertThat(ByDefinition.of(Ops.tile(x, 1, 2), at)).containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
  }

  @Test
  void aRangeCountsFromZero() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Constant range = (Constant) Ops.arange(4, type).op();
      assertThat(range.value().toDoubleVector()).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void normalizedBatchesMayBeRectified() {
    Tensor x = x(2, 1);
    Tensor gamma = x(1);
    Tensor beta = x(1);
    Map<Tensor, Values> at =
        Map.of(x, values(x, 1, 3), gamma, values(gamma, 2), beta, values(beta, 0.5));

    assertThat(normalized(false, List.of(x, gamma, beta), at)).containsExactly(-1.5, 2.5);
    assertThat(normalized(true, List.of(x, gamma, beta), at)).containsExactly(0, 2.5);
  }

  private static double[] normalized(boolean relu, List<Tensor> in, Map<Tensor, Values> at) {
    return ByDefinition.of(Node.of(new BatchNormalize(0, relu), in).output(0), at);
  }

  /** [1 2; 3 4] by [5 6; 7 8] is [19 22; 43 50]; each of the three axes' orders turns one. */
  @Test
  void productsOfPermutedMatricesAreThoseOfTheMatrices() {
    Tensor a = x(2, 2);
    Tensor b = x(2, 2);
    Map<Tensor, Values> at = Map.of(a, values(a, 1, 3, 2, 4), b, values(b, 5, 7, 6, 8));
    List<Integer> turned = List.of(1, 0);

    Tensor product = Node.apply(new PermutedMatMul(turned, turned, turned), a, b);

    assertThat(ByDefinition.of(product, at)).containsExactly(19, 43, 22, 50);
  }

  @Test
  void stepsAreTakenFromTheirOwnSequence() {
    Tensor x = x(2, 3, 1);
    Tensor steps = x(2, 2);
    Map<Tensor, Values> at =
        Map.of(x, values(x, 10, 11, 12, 20, 21, 22), steps, values(steps, 2, 0, 1, 1));

    Tensor taken = Node.apply(new TakeSteps(), x, steps);

    assertThat(taken.shape()).isEqualTo(Shape.of(2, 2, 1));
    assertThat(ByDefinition.of(taken, at)).containsExactly(12, 10, 21, 21);
  }

  @Test
  void stepsThatAreTakenGiveTheirGradientsBack() {
    Tensor x = x(2, 3, 1);
    Tensor taken = Node.apply(new TakeSteps(), x, x(2, 2));

    Tensor dx = Ops.gradients(Ops.sum(taken), List.of(x)).get(0);

    assertThat(dx.shape()).isEqualTo(x.shape());
    Tensor simpler = ((Composite) dx.op()).compose(dx.node().inputs()).get(0);
    assertThat(simpler.node().input(0).op())
        .as("rows of both sequences")
        .isEqualTo(new ScatterAdd(6));
  }

  @Test
  void theBiasOfAConvolutionHasTheSumOverAllButTheChannels() {
    Window window = new Window(List.of(1L), List.of(1L), List.of(0L), List.of(0L));
    ConvKernelBias op = new ConvKernelBias(new ConvKernel(window, 1, Shape.of(3, 2, 2)));
    Tensor dy = x(1, 2, 2);

    Tensor bias = Node.of(op, List.of(x(1, 4, 2), dy)).output(1);

    assertThat(bias.shape()).isEqualTo(Shape.of(2));
    assertThat(ByDefinition.of(bias, Map.of(dy, values(dy, 1, 2, 3, 4)))).containsExactly(4, 6);
  }

  /**
   * Two units that do not know each other, the second with weights twice as large, and two steps;
   * the gates have weights of their own, so that none stands for another.
   */
  @Test
  void recurrentCellsFollowTheirFormula() {
    assertThat(cell("lstm", 4)).containsExactly(states(OpsByHandTest::lstm), within(1e-12));
    assertThat(cell("gru", 3)).containsExactly(states(u -> gru(u, false)), within(1e-12));
    assertThat(cell("gru after", 3)).containsExactly(states(u -> gru(u, true)), within(1e-12));
    assertThat(cell("simple", 1)).containsExactly(states(OpsByHandTest::simple), within(1e-12));
  }

  /** The states of both units, state by state. */
  private static double[] states(DoubleFunction<double[]> unit) {
    double[] first = unit.apply(1);
    double[] second = unit.apply(2);
    double[] all = new double[2 * first.length];
    for (int i = 0; i < first.length; i++) {
      all[2 * i] = first[i];
      all[2 * i + 1] = second[i];
    }
    return all;
  }

  private static double[] lstm(double u) {
    double h = 0;
    double c = 0;
    for (double x : STEPS) {
      double i = sigmoid(u * (x + h * 0.1 + 0.01));
      double f = sigmoid(u * (2 * x + h * 0.2 + 0.02));
      double g = Math.tanh(u * (3 * x + h * 0.3 + 0.03));
      double o = sigmoid(u * (4 * x + h * 0.4 + 0.04));
      c = f * c + i * g;
      h = o * Math.tanh(c);
    }
    return new double[] {h, c};
  }

  private static double[] gru(double u, boolean after) {
    double h = 0;
    for (double x : STEPS) {
      double z = sigmoid(u * (x + h * 0.1 + 0.01 + (after ? 0.5 : 0)));
      double r = sigmoid(u * (2 * x + h * 0.2 + 0.02 + (after ? 0.6 : 0)));
      double inner = after ? r * (h * 0.3 + 0.7) : r * h * 0.3;
      h = z * h + (1 - z) * Math.tanh(u * (3 * x + inner + 0.03));
    }
    return new double[] {h};
  }

  private static double[] simple(double u) {
    double h = 0;
    for (double x : STEPS) {
      h = Math.max(0, u * (x + h * 0.1 + 0.01));
    }
    return new double[] {h};
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] cell(String kind, int gates) {
    Tensor x = x(1, 2, 1);
    Tensor h = x(1, 2);
    Tensor c = x(1, 2);
    Tensor kernel = x(1, 2 * gates);
    Tensor recurrent = x(2, 2 * gates);
    Tensor bias = x(2 * gates);
    Tensor inner = x(2 * gates);
    double[] ofUnits = twoUnits(gates, 0.1, 0.2, 0.3, 0.4);
    double[] apart = new double[4 * gates];
    for (int i = 0; i < 2 * gates; i++) {
      apart[i + (i % 2) * 2 * gates] = ofUnits[i];
    }
    Map<Tensor, Values> at =
        Map.of(
            x, values(x, STEPS),
            h, values(h, 0, 0),
            c, values(c, 0, 0),
            kernel, values(kernel, twoUnits(gates, 1, 2, 3, 4)),
            recurrent, values(recurrent, apart),
            bias, values(bias, twoUnits(gates, 0.01, 0.02, 0.03, 0.04)),
            inner, values(inner, twoUnits(gates, 0.5, 0.6, 0.7, 0)));
    List<Tensor> outputs =
        switch (kind) {
          case "lstm" -> Ops.lstm(x, h, c, kernel, recurrent, bias);
          case "gru" -> Ops.gru(x, h, kernel, recurrent, bias);
          case "gru after" -> Ops.gru(x, h, kernel, recurrent, bias, inner);
          default -> Ops.simpleRnn(x, h, kernel, recurrent, bias, true);
        };
    return outputs.stream()
        .skip(1)
        .flatMapToDouble(state -> Arrays.stream(ByDefinition.of(state, at)))
        .toArray();
  }

  /** A number per gate, for one unit and twice as large for the other. */
  private static double[] twoUnits(int gates, double... ofGates) {
    double[] all = new double[2 * gates];
    for (int i = 0; i < all.length; i++) {
      all[i] = (i % 2 + 1) * ofGates[i / 2];
    }
    return all;
  }
}
