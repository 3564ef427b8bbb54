package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.ByDefinition.Values;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.HardSwish;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.graph.internal.ops.Swish;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What flows where, and derivatives by hand. */
class GradientsTest {
  private final Tensor x = placeholder();
  private final Tensor y = placeholder();

  private static Tensor placeholder(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(dims)));
  }

  private static Values values(Tensor tensor, double... data) {
    return new Values(tensor.shape(), data);
  }

  private static Tensor gradient(Tensor loss, Tensor by) {
    return Gradients.of(loss, List.of(by)).get(0);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function("-x", Ops::negative, 2, -1),
        function("|x|", Ops::abs, -2, -1),
        function("exp", Ops::exp, 1, Math.E),
        function("expm1", Ops::expm1, 1, Math.E),
        function("log", Ops::log, 4, 0.25),
        function("log1p", Ops::log1p, 3, 0.25),
        function("sqrt", Ops::sqrt, 4, 0.25),
        function("1/sqrt", Ops::rsqrt, 4, -1 / 16.0),
        function("square", Ops::square, 3, 6),
        function("1/x", Ops::reciprocal, 2, -0.25),
        function("sin", Ops::sin, 0, 1),
        function("cos", Ops::cos, Math.PI / 2, -1),
        function("tanh", Ops::tanh, 0.5, 0.7864477329659274),
        function("sigmoid", Ops::sigmoid, 0, 0.25),
        function("relu", Ops::relu, 2, 1),
        function("relu below", Ops::relu, -2, 0),
        function("softplus", Ops::softplus, 0, 0.5),
        function("erf", Ops::erf, 0, 2 / Math.sqrt(Math.PI)),
        function("x^3", v -> Ops.power(v, 3), 2, 12),
        function("x^x", v -> Ops.power(v, v), 1, 1),
        function("2x + 1", v -> v.times(2).plus(1), 5, 2),
        function("x/4", v -> v.dividedBy(4), 5, 0.25),
        function("swish", v -> Node.apply(new Swish(), v), 1, 0.9276705118714867),
        function("hard swish", v -> Node.apply(new HardSwish(), v), 1, 5 / 6.0), // x (x + 3) / 6
        function("hard swish beyond 3", v -> Node.apply(new HardSwish(), v), 4, 1),
        function("rounded", v -> HalfPrecision.round("bfloat16", v.times(3)), 2, 3),
        function("clip", v -> Ops.clip(v, 0, 1), 0.5, 1),
        function("clip outside", v -> Ops.clip(v, 0, 1), 2, 0),
        function("x mod 3", v -> Ops.mod(v, 3), 5, 1),
        function("x * stopped x", v -> v.times(Ops.stopGradient(v)), 3, 3),
        function("where", v -> Ops.where(Ops.greater(v, 0), v.times(2), v.times(5)), -1, 5));
  }

  private static Arguments function(
      String name, UnaryOperator<Tensor> function, double at, double slope) {
    return arguments(name, function, at, slope);
  }

  @ParameterizedTest(name = "{0} at {2}")
  @MethodSource("functions")
  void derivesFunctionsOfOneNumber(
      String name, UnaryOperator<Tensor> function, double at, double slope) {
    Tensor dx = gradient(function.apply(x), x);

    assertThat(ByDefinition.of(dx, Map.of(x, values(x, at)))[0]).isCloseTo(slope, within(1e-12));
  }

  static Stream<Arguments> functionsOfTwo() {
    return Stream.of(
        functionOfTwo("x + y", Ops::add, 3, 2, 1, 1),
        functionOfTwo("x - y", Ops::subtract, 3, 2, 1, -1),
        functionOfTwo("x y", Ops::multiply, 3, 2, 2, 3),
        functionOfTwo("x / y", Ops::divide, 3, 2, 0.5, -0.75),
        functionOfTwo("x^y", Ops::power, Math.E, 2, 2 * Math.E, Math.E * Math.E),
        functionOfTwo("max", Ops::maximum, 3, 2, 1, 0),
        functionOfTwo("max of equals", Ops::maximum, 2, 2, 0.5, 0.5),
        functionOfTwo("min", Ops::minimum, 3, 2, 0, 1),
        functionOfTwo("min of the first", Ops::minimum, 2, 3, 1, 0),
        functionOfTwo("x mod y", Ops::mod, 7, 3, 1, -2),
        functionOfTwo("x / y or 0", Ops::divideNoNan, 3, 0, 0, 0));
  }

  private static Arguments functionOfTwo(
      String name, BinaryOperator<Tensor> function, double a, double b, double da, double db) {
    return arguments(name, function, a, b, da, db);
  }

  @ParameterizedTest(name = "{0} at {2}, {3}")
  @MethodSource("functionsOfTwo")
  void derivesFunctionsOfTwoNumbers(
      String name, BinaryOperator<Tensor> function, double a, double b, double da, double db) {
    List<Tensor> gradients = Gradients.of(function.apply(x, y), List.of(x, y));
    Map<Tensor, Values> at = Map.of(x, values(x, a), y, values(y, b));

    assertThat(ByDefinition.of(gradients.get(0), at)[0]).isCloseTo(da, within(1e-12));
    assertThat(ByDefinition.of(gradients.get(1), at)[0]).isCloseTo(db, within(1e-12));
  }

  @Test
  void theLossMustBeASingleNumber() {
    Tensor vector = placeholder(3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gradients.of(vector, List.of(vector)))
        .withMessage(
            "Gradients: the loss must be a single number of shape []. Received: [3]. Take its mean"
                + " or sum first.");
  }

  @Test
  void theLossByItselfIsOne() {
    assertThat(gradient(x, x).op()).isEqualTo(new Fill(1, x.spec()));
  }

  @Test
  void whatTheLossDoesNotDependOnHasZeros() {
    Tensor matrix = placeholder(2, 3);

    assertThat(gradient(x.times(2), matrix).op()).isEqualTo(new Fill(0, matrix.spec()));
    assertThat(gradient(Ops.stopGradient(x), x).op()).isEqualTo(new Fill(0, x.spec()));
    assertThat(gradient(Ops.round(x), x).op()).isEqualTo(new Fill(0, x.spec()));
    assertThat(gradient(Ops.greater(x, y).times(3), y).op()).isEqualTo(new Fill(0, y.spec()));
  }

  @Test
  void allUsesOfATensorAddUp() {
    Tensor twice = x.times(2);
    Tensor loss = Ops.square(twice).plus(twice.times(y));

    double[] dx = ByDefinition.of(gradient(loss, x), Map.of(x, values(x, 3), y, values(y, 5)));

    assertThat(dx[0]).isEqualTo(2 * 2 * 6 + 2 * 5); // d(4x² + 2xy) = 8x + 2y
  }

  @Test
  void gradientsByTensorsOnTheWayStopThere() {
    Tensor inner = Ops.square(x);
    List<Tensor> gradients = Gradients.of(inner.times(3), List.of(inner, x));

    assertThat(ByDefinition.of(gradients.get(0), Map.of())).containsExactly(3);
    assertThat(ByDefinition.of(gradients.get(1), Map.of(x, values(x, 2)))).containsExactly(12);
  }

  @Test
  void seedsWeighOutputs() {
    Tensor seed = placeholder();
    Tensor dx =
        Gradients.of(List.of(x.times(2), Ops.square(x)), List.of(seed, Ops.onesLike(x)), List.of(x))
            .get(0);

    assertThat(ByDefinition.of(dx, Map.of(x, values(x, 3), seed, values(seed, 10))))
        .containsExactly(26); // 10 * 2 + 2 * 3
  }

  @Test
  void gradientsHaveTheShapeOfWhatWasBroadcast() {
    Tensor matrix = placeholder(2, 3);
    Tensor row = placeholder(3);
    Tensor column = placeholder(2, 1);
    Tensor loss = Ops.sum(matrix.times(row).times(column));
    List<Tensor> gradients = Gradients.of(loss, List.of(matrix, row, column));
    Map<Tensor, Values> at =
        Map.of(
            matrix, values(matrix, 1, 2, 3, 4, 5, 6),
            row, values(row, 1, 10, 100),
            column, values(column, 2, 3));

    assertThat(gradients.stream().map(Tensor::shape))
        .containsExactly(Shape.of(2, 3), Shape.of(3), Shape.of(2, 1));
    assertThat(ByDefinition.of(gradients.get(0), at)).containsExactly(2, 20, 200, 3, 30, 300);
    assertThat(ByDefinition.of(gradients.get(1), at)).containsExactly(14, 19, 24);
    assertThat(ByDefinition.of(gradients.get(2), at)).containsExactly(321, 654);
  }

  @Test
  void matrixProductsGoBackThroughTheOtherFactor() {
    Tensor a = placeholder(2, 2);
    Tensor b = placeholder(2, 2);
    Map<Tensor, Values> at = Map.of(a, values(a, 1, 2, 3, 4), b, values(b, 5, 6, 7, 8));
    for (boolean left : new boolean[] {false, true}) {
      for (boolean right : new boolean[] {false, true}) {
        Tensor loss = Ops.sum(Ops.matmul(a, b, left, right));
        List<Tensor> gradients = Gradients.of(loss, List.of(a, b));

        // Of a, the sums of the other factor's rows; of b, those of the columns.
        double[] da = right ? new double[] {12, 14} : new double[] {11, 15};
        double[] db = left ? new double[] {3, 7} : new double[] {4, 6};
        assertThat(ByDefinition.of(gradients.get(0), at))
            .containsExactly(
                left
                    ? new double[] {da[0], da[0], da[1], da[1]}
                    : new double[] {da[0], da[1], da[0], da[1]});
        assertThat(ByDefinition.of(gradients.get(1), at))
            .containsExactly(
                right
                    ? new double[] {db[0], db[1], db[0], db[1]}
                    : new double[] {db[0], db[0], db[1], db[1]});
      }
    }
  }

  @Test
  void constantBranchesAreNotDerived() {
    Tensor constant = Ops.exp(Ops.constant(2, DataType.DOUBLE));
    Tensor dx = gradient(x.times(constant), x);

    assertThat(Topology.sort(List.of(dx)))
        .as("exp, its argument, the loss' own gradient and their product")
        .hasSize(4);
  }

  @Test
  void deepGraphsDoNotOverflowTheStack() {
    Tensor deep = x;
    for (int i = 0; i < 20_000; i++) {
      deep = deep.plus(1).times(x);
    }

    assertThat(gradient(deep, x).shape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void secondDerivativesAreDerivativesOfTheFirst() {
    Tensor second = gradient(gradient(Ops.power(x, 4), x), x);

    assertThat(ByDefinition.of(second, Map.of(x, values(x, 2)))).containsExactly(48); // 12x²
  }

  /** σ'' = σ (1 - σ) (1 - 2σ), tanh'' = -2 tanh (1 - tanh²), and relu'' = 0. */
  @Test
  void functionsThatAreDerivedFromTheirOutputHaveSecondDerivatives() {
    assertThat(second(Ops.sigmoid(x), 0.5)).isCloseTo(-0.05755679485232076, within(1e-12));
    assertThat(second(Ops.tanh(x), 0.5)).isCloseTo(-0.7268619813835873, within(1e-12));
    assertThat(second(Ops.relu(x).times(x), 0.5)).isCloseTo(2, within(1e-12));
    double t = Math.tanh(0.5);
    double squared = 2 * (1 - t * t) * (1 - 3 * t * t); // (tanh²)''
    assertThat(second(Ops.square(Ops.tanh(x)), 0.5)).isCloseTo(squared, within(1e-12));
    double s = 1 / (1 + Math.exp(-0.5));
    squared = (4 * s - 6 * s * s) * s * (1 - s); // (σ²)''
    assertThat(second(Ops.square(Ops.sigmoid(x)), 0.5)).isCloseTo(squared, within(1e-12));
  }

  private double second(Tensor y, double at) {
    return ByDefinition.of(gradient(gradient(y, x), x), Map.of(x, values(x, at)))[0];
  }

  @Test
  void compositesWithoutARuleOfTheirOwnAreDerivedByTheirParts() {
    Tensor rows = placeholder(1, 2);
    Tensor gamma = placeholder(2);
    Tensor beta = placeholder(2);
    Tensor normal = Ops.layerNormalize(rows, gamma, beta, 0);
    Tensor loss = Ops.sum(normal.times(normal));
    Tensor dGamma = gradient(loss, gamma);
    Map<Tensor, Values> at =
        Map.of(rows, values(rows, 1, 3), gamma, values(gamma, 2, 5), beta, values(beta, 0.5, 0));

    assertThat(dGamma.op()).isInstanceOf(CompositeGradient.class);
    assertThat(dGamma.op().name()).isEqualTo("layerNormalizeGradient");
    assertThat(dGamma.shape()).isEqualTo(Shape.of(2));
    // y = gamma * [-1, 1] + beta = [-1.5, 5]; dy = 2y; dGamma = dy * [-1, 1].
    assertThat(ByDefinition.of(dGamma, at)).containsExactly(3, 10);
  }

  /** Of 5 mean + Σ y²: what is normalized has a sum of squares of 2γ², whatever x is. */
  @Test
  void gradientsOfAllOutputsOfACompositeAddUp() {
    Tensor rows = placeholder(2, 1);
    Tensor gamma = placeholder(1);
    Tensor beta = placeholder(1);
    List<Tensor> outputs = Ops.batchNormalize(rows, gamma, beta, 0);
    Tensor loss = Ops.sum(outputs.get(1).times(5)).plus(Ops.sum(Ops.square(outputs.get(0))));
    List<Tensor> gradients = Gradients.of(loss, List.of(rows, gamma));
    Map<Tensor, Values> at =
        Map.of(rows, values(rows, 1, 3), gamma, values(gamma, 3), beta, values(beta, 0));

    assertThat(ByDefinition.of(gradients.get(0), at))
        .containsExactly(new double[] {2.5, 2.5}, within(1e-12));
    assertThat(ByDefinition.of(gradients.get(1), at))
        .containsExactly(new double[] {12}, within(1e-12));
  }

  @Test
  void gradientsOfHalvesAreJoinedAndNotAdded() {
    Tensor vector = placeholder(4);
    Tensor first = Ops.sum(Ops.square(Ops.slice(vector, 0, 0, 2)));
    Tensor second = Ops.sum(Ops.slice(vector, 0, 2, 4).times(3));

    Tensor gradient = gradient(first.plus(second), vector);

    assertThat(gradient.op()).isEqualTo(new Concat(0));
    assertThat(gradient.node().inputs()).hasSize(2);
    assertThat(ByDefinition.of(gradient, Map.of(vector, values(vector, 1, 2, 3, 4))))
        .containsExactly(2, 4, 3, 3);
  }

  @Test
  void gapsAndOtherUsesCountWhereSlicesAreJoined() {
    Tensor vector = placeholder(5);
    Tensor first = Ops.sum(Ops.slice(vector, 0, 0, 1).times(7));
    Tensor second = Ops.sum(Ops.slice(vector, 0, 2, 4).times(3));

    Tensor dx = gradient(first.plus(second).plus(Ops.sum(vector)), vector);

    assertThat(ByDefinition.of(dx, Map.of())).containsExactly(8, 1, 4, 4, 1);
  }

  @Test
  void runningSumsAreDerivedFromTheOtherEnd() {
    Tensor vector = placeholder(3);

    assertThat(gradient(Ops.sum(Ops.cumsum(vector, 0)), vector).op())
        .isEqualTo(new CumulativeSum(0, true));
    assertThat(gradient(Ops.sum(Ops.cumsum(vector, 0, true)), vector).op())
        .isEqualTo(new CumulativeSum(0, false));
  }

  /** A call of a layer, which stands for ops that are not known yet. */
  private record Call() implements Op {
    @Override
    public List<Spec> infer(List<Tensor> inputs) {
      return List.of(inputs.get(0).spec());
    }

    @Override
    public List<Tensor> gradients(Node node, List<Tensor> gradients) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSymbolic() {
      return true;
    }
  }

  @Test
  void whatLayersWillComputeIsNotDerivedBefore() {
    Tensor loss = Node.apply(new Call(), x);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradient(loss, y))
        .withMessage(
            "Gradients: the outputs must be computed by ops alone. Received: a symbolic call of"
                + " \"call\". Ask model.gradients(x, y), or differentiate inside a layer's call,"
                + " where layers are computed.");
    assertThat(gradient(loss.times(2), loss).shape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void zerosAreKnownAsSuch() {
    assertThat(Gradients.isZero(Ops.zerosLike(x))).isTrue();
    assertThat(Gradients.isZero(Ops.onesLike(x))).isFalse();
    assertThat(Gradients.isZero(x.minus(x))).isFalse();
  }

  @Test
  void opsOfferTheGradients() {
    assertThat(Ops.gradients(x.times(7), List.of(x, y)))
        .extracting(dx -> ByDefinition.of(dx, Map.of())[0])
        .containsExactly(7.0, 0.0);
  }

  @Test
  void outputsThatTheLossDoesNotUseGiveNothing() {
    Tensor rows = placeholder(4, 2);
    List<Tensor> outputs = Ops.batchNormalize(rows, placeholder(2), placeholder(2), 1e-3);
    Tensor dx = gradient(Ops.sum(outputs.get(1)), rows);

    assertThat(((CompositeGradient) dx.op()).present()).containsExactly(false, true, false);
    assertThat(dx.shape()).isEqualTo(Shape.of(4, 2));
  }

  @Test
  void opsWithoutAGradientSaySo() {
    Tensor images = placeholder(1, 4, 1);
    Window window = new Window(List.of(2L), List.of(1L), List.of(0L), List.of(0L));
    Tensor first = gradient(Ops.sum(Ops.maxPool(images, List.of(2L), window)), images);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> gradient(Ops.sum(first), images))
        .withMessageStartingWith("PoolGradient: only first derivatives of poolings are known.");
  }

  @Test
  void nodesAreOrderedInputsFirstAndOnce() {
    Tensor inner = x.plus(y);
    Tensor outer = inner.times(inner);

    assertThat(Topology.sort(List.of(outer, inner)))
        .containsExactly(x.node(), y.node(), inner.node(), outer.node());
    assertThat(Topology.sort(List.of(outer)).stream().noneMatch(n -> n.op() instanceof Read))
        .isTrue();
  }
}
