package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.assertGradients;
import static io.hornbill.engine.testing.Evaluate.uniform;
import static io.hornbill.graph.Ops.averagePool;
import static io.hornbill.graph.Ops.batchNormalize;
import static io.hornbill.graph.Ops.clip;
import static io.hornbill.graph.Ops.concatenate;
import static io.hornbill.graph.Ops.constant;
import static io.hornbill.graph.Ops.conv;
import static io.hornbill.graph.Ops.cumsum;
import static io.hornbill.graph.Ops.dense;
import static io.hornbill.graph.Ops.einsum;
import static io.hornbill.graph.Ops.flip;
import static io.hornbill.graph.Ops.greater;
import static io.hornbill.graph.Ops.layerNormalize;
import static io.hornbill.graph.Ops.logsumexp;
import static io.hornbill.graph.Ops.matmul;
import static io.hornbill.graph.Ops.max;
import static io.hornbill.graph.Ops.maxPool;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.min;
import static io.hornbill.graph.Ops.mod;
import static io.hornbill.graph.Ops.pad;
import static io.hornbill.graph.Ops.power;
import static io.hornbill.graph.Ops.prod;
import static io.hornbill.graph.Ops.relu;
import static io.hornbill.graph.Ops.repeat;
import static io.hornbill.graph.Ops.reshape;
import static io.hornbill.graph.Ops.slice;
import static io.hornbill.graph.Ops.softmax;
import static io.hornbill.graph.Ops.sort;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.stack;
import static io.hornbill.graph.Ops.sum;
import static io.hornbill.graph.Ops.take;
import static io.hornbill.graph.Ops.tile;
import static io.hornbill.graph.Ops.topK;
import static io.hornbill.graph.Ops.transpose;
import static io.hornbill.graph.Ops.var;
import static io.hornbill.graph.Ops.where;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every op's gradient is the derivative of its value. */
class OpGradientTest {
  private static final Window STRIDED =
      new Window(List.of(2L, 1L), List.of(1L, 2L), List.of(1L, 0L), List.of(0L, 2L));
  private static final Window PLAIN =
      new Window(List.of(2L, 2L), List.of(1L, 1L), List.of(0L, 1L), List.of(1L, 0L));

  private record Case(Function<List<Tensor>, Tensor> f, INDArray... arguments) {}

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  static {
    unary("negative", Ops::negative);
    unary("abs", Ops::abs);
    unary("exp", Ops::exp);
    unary("expm1", Ops::expm1);
    unary("log", Ops::log);
    unary("log1p", Ops::log1p);
    unary("sqrt", Ops::sqrt);
    unary("rsqrt", Ops::rsqrt);
    unary("square", Ops::square);
    unary("reciprocal", Ops::reciprocal);
    unary("sin", Ops::sin);
    unary("cos", Ops::cos);
    unary("tanh", Ops::tanh);
    unary("sigmoid", Ops::sigmoid);
    unary("relu", x -> relu(x.minus(0.7)));
    unary("softplus", Ops::softplus);
    unary("erf", Ops::erf);
    unary("clip", x -> clip(x, 0.4, 0.8));
    unary("power", x -> power(x, 2.5));
    unary("affine", x -> x.times(3).plus(2));
    unary("softmax", Ops::softmax);
    unary("softmaxFirst", x -> softmax(x, 0));
    unary("logSoftmax", Ops::logSoftmax);
    unary("sumAxis", x -> sum(x, 0));
    unary("meanKeep", x -> mean(x, 1, true));
    unary("max", x -> max(x, 1));
    unary("min", x -> min(x, 0, true));
    unary("prod", x -> prod(x, 1));
    unary("var", x -> var(x, new int[] {1}, false));
    unary("logsumexp", x -> logsumexp(x, 1, true));
    unary("cumsum", x -> cumsum(x, 1));
    unary("cumsumReverse", x -> cumsum(x, 0, true));
    unary("sort", x -> sort(x, true));
    unary("topK", x -> topK(x, 2).get(0));
    unary("reshape", x -> square(reshape(x, 4, -1)));
    unary("transpose", x -> square(transpose(x)));
    unary("slice", x -> slice(x, 1, 1, 4, 2));
    unary("pad", x -> square(pad(x, 1, 2, 1)));
    unary("flip", x -> square(flip(x, 1)));
    unary("repeat", x -> square(repeat(x, 2, 0)));
    unary("tile", x -> square(tile(x, 1, 2)));
    unary("stopGradientElsewhere", x -> x.times(square(x)).plus(x.times(2)));
    binary("add", Ops::add);
    binary("subtract", Ops::subtract);
    binary("multiply", Ops::multiply);
    binary("divide", Ops::divide);
    binary("maximum", Ops::maximum);
    binary("minimum", Ops::minimum);
    binary("powerOf", Ops::power);
    binary("mod", (a, b) -> mod(a.times(3), b));
    binary("where", (a, b) -> where(greater(a, 0.8), square(a), b));
    CASES.put(
        "scalarBroadcast", new Case(x -> x.get(0).times(x.get(1)), positive(3, 4), positive()));
    CASES.put(
        "prefixBroadcast", new Case(x -> x.get(0).times(x.get(1)), positive(3, 4), positive(3, 1)));
    CASES.put(
        "middleBroadcast",
        new Case(x -> x.get(0).times(x.get(1)), positive(2, 3, 2), positive(2, 1, 2)));
    CASES.put(
        "bothBroadcast", new Case(x -> x.get(0).times(x.get(1)), positive(3, 1), positive(1, 4)));
    CASES.put("concat", new Case(x -> square(concatenate(x, 1)), positive(2, 3), positive(2, 1)));
    CASES.put("stack", new Case(x -> square(stack(x, 1)), positive(2, 3), positive(2, 3)));
    CASES.put("matmul", new Case(x -> matmul(x.get(0), x.get(1)), positive(3, 4), positive(4, 2)));
    CASES.put(
        "matmulTA",
        new Case(x -> matmul(x.get(0), x.get(1), true, false), positive(4, 3), positive(4, 2)));
    CASES.put(
        "matmulTB",
        new Case(x -> matmul(x.get(0), x.get(1), false, true), positive(3, 4), positive(2, 4)));
    CASES.put(
        "matmulTATB",
        new Case(x -> matmul(x.get(0), x.get(1), true, true), positive(4, 3), positive(2, 4)));
    CASES.put(
        "matmulBatch",
        new Case(x -> matmul(x.get(0), x.get(1)), positive(2, 1, 3, 4), positive(5, 4, 2)));
    CASES.put(
        "dense3", new Case(x -> dense(x.get(0), x.get(1)), positive(2, 3, 4), positive(4, 2)));
    CASES.put(
        "einsum",
        new Case(
            x -> einsum("abc,cd->adb", x.get(0), x.get(1)), positive(2, 3, 4), positive(4, 2)));
    CASES.put(
        "take",
        new Case(
            x -> square(take(x.get(0), constant(positive(2, 2).muli(0).addi(1)))), positive(3, 2)));
    CASES.put(
        "conv",
        new Case(
            x -> conv(x.get(0), x.get(1), STRIDED, 1), positive(2, 5, 6, 2), positive(3, 2, 2, 3)));
    CASES.put(
        "convGroups",
        new Case(
            x -> conv(x.get(0), x.get(1), PLAIN, 2), positive(2, 5, 4, 4), positive(2, 2, 2, 6)));
    CASES.put(
        "maxPool", new Case(x -> maxPool(x.get(0), List.of(2L, 2L), PLAIN), positive(2, 5, 6, 2)));
    CASES.put(
        "averagePool",
        new Case(x -> averagePool(x.get(0), List.of(2L, 2L), PLAIN), positive(2, 5, 6, 2)));
    CASES.put(
        "batchNormalize",
        new Case(
            x -> batchNormalize(x.get(0), x.get(1), x.get(2), 1e-3).get(0),
            positive(6, 3),
            positive(3),
            positive(3)));
    CASES.put(
        "layerNormalize",
        new Case(
            x -> layerNormalize(x.get(0), x.get(1), x.get(2), 1e-3),
            positive(3, 5),
            positive(5),
            positive(5)));
  }

  private static INDArray positive(long... shape) {
    return uniform(shape.length * 31L + CASES.size(), 0.2, 1.3, shape);
  }

  private static void unary(String name, Function<Tensor, Tensor> op) {
    CASES.put(name, new Case(x -> op.apply(x.get(0)), positive(3, 4)));
  }

  private static void binary(String name, java.util.function.BinaryOperator<Tensor> op) {
    CASES.put(name, new Case(x -> op.apply(x.get(0), x.get(1)), positive(3, 4), positive(4)));
  }

  static Iterable<String> names() {
    return CASES.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTheDerivative(String name) {
    Case c = CASES.get(name);
    assertGradients(c.f, c.arguments);
  }
}
