package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.averagePool;
import static io.hornbill.graph.Ops.batchNormalize;
import static io.hornbill.graph.Ops.clip;
import static io.hornbill.graph.Ops.concatenate;
import static io.hornbill.graph.Ops.conv;
import static io.hornbill.graph.Ops.convTranspose;
import static io.hornbill.graph.Ops.exp;
import static io.hornbill.graph.Ops.greater;
import static io.hornbill.graph.Ops.layerNormalize;
import static io.hornbill.graph.Ops.log;
import static io.hornbill.graph.Ops.logSoftmax;
import static io.hornbill.graph.Ops.matmul;
import static io.hornbill.graph.Ops.max;
import static io.hornbill.graph.Ops.maxPool;
import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.pad;
import static io.hornbill.graph.Ops.power;
import static io.hornbill.graph.Ops.reciprocal;
import static io.hornbill.graph.Ops.relu;
import static io.hornbill.graph.Ops.repeat;
import static io.hornbill.graph.Ops.reshape;
import static io.hornbill.graph.Ops.rsqrt;
import static io.hornbill.graph.Ops.sigmoid;
import static io.hornbill.graph.Ops.sign;
import static io.hornbill.graph.Ops.slice;
import static io.hornbill.graph.Ops.softmax;
import static io.hornbill.graph.Ops.softplus;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static io.hornbill.graph.Ops.tanh;
import static io.hornbill.graph.Ops.transpose;
import static io.hornbill.graph.Ops.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On arrays large enough for the fast kernels, floats agree with the exact kernels' doubles. */
class FastKernelTest {
  private static final Window SAME =
      new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L));
  private static final Window STRIDED =
      new Window(List.of(2L, 2L), List.of(1L, 1L), List.of(0L, 1L), List.of(1L, 0L));
  private static final Window DILATED =
      new Window(List.of(1L, 1L), List.of(2L, 3L), List.of(2L, 0L), List.of(1L, 0L));

  private record Case(Function<List<Tensor>, Tensor> f, INDArray... arguments) {}

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  private static void add(String name, Function<List<Tensor>, Tensor> f, long[]... shapes) {
    INDArray[] arguments = new INDArray[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      arguments[i] = uniform(i + 7L * CASES.size(), 0.2, 1.4, shapes[i]);
    }
    CASES.put(name, new Case(f, arguments));
  }

  private static long[] shape(long... dims) {
    return dims;
  }

  static {
    long[] big = shape(96, 128);
    long[] row = shape(128);
    add("unaryChain", x -> tanh(exp(square(x.get(0)).times(-1)).plus(0.3)), big);
    add("sigmoidLog", x -> log(sigmoid(x.get(0))), big);
    add("roots", x -> rsqrt(sqrt(x.get(0)).plus(1)), big);
    add("powers", x -> power(reciprocal(x.get(0)), 1.7), big);
    add("clipAbs", x -> abs(clip(x.get(0), 0.5, 1.0).minus(0.7)), big);
    add("softplus", x -> softplus(x.get(0)), big);
    add("rowBroadcast", x -> relu(x.get(0).times(x.get(1)).minus(x.get(1))), big, row);
    long[] three = shape(3);
    add(
        "channelsOfPictures",
        x -> x.get(0).times(2).minus(x.get(1)).dividedBy(x.get(2)),
        shape(2, 48, 64, 3),
        three,
        shape(1, 1, 1, 3));
    add(
        "channelsOfOddPictures",
        x -> x.get(1).minus(x.get(0)).times(x.get(2)),
        shape(9, 911, 3),
        three,
        three);
    add("fiveChannels", x -> x.get(0).plus(x.get(1)), shape(7, 16, 80, 5), shape(80, 5));
    add("columnBroadcast", x -> x.get(0).times(x.get(1)), big, shape(96, 1));
    add("columnChain", x -> tanh(exp(x.get(0)).times(x.get(1))), big, shape(96, 1));
    add(
        "middleBroadcast",
        x -> x.get(0).plus(1).times(x.get(1)).plus(x.get(2)).plus(x.get(3)),
        shape(5, 60, 32),
        shape(5, 1, 32),
        shape(60, 1),
        shape(32));
    add("bothBroadcast", x -> exp(x.get(0).times(x.get(1))), shape(96, 1), shape(1, 128));
    add(
        "reluOfMean",
        x -> mean(relu(x.get(0).minus(0.7)), new int[] {1, 2}, false),
        shape(4, 8, 9, 33));
    add("scalarBroadcast", x -> x.get(1).minus(x.get(0)), big, shape());
    add("turned", x -> x.get(1).dividedBy(exp(x.get(0))).minus(x.get(0)), big, big);
    add("where", x -> where(greater(x.get(0), 0.8), exp(x.get(0)), x.get(1)), big, big);
    add("maximum", x -> maximum(x.get(0), x.get(1)), big, big);
    add(
        "dense",
        x -> relu(matmul(x.get(0), x.get(1)).plus(x.get(2))),
        shape(64, 48),
        shape(48, 160),
        shape(160));
    add(
        "denseTanhResidual",
        x -> tanh(matmul(x.get(0), x.get(1)).plus(x.get(2))).plus(x.get(0)),
        shape(80, 120),
        shape(120, 120),
        shape(120));
    add(
        "matmulTransposed",
        x -> matmul(x.get(0), x.get(1), true, true),
        shape(48, 64),
        shape(33, 48));
    add(
        "matmulBatched",
        x -> matmul(x.get(0), x.get(1), false, true),
        shape(3, 2, 20, 16),
        shape(3, 1, 24, 16));
    add("softmax", x -> softmax(x.get(0)), shape(20, 30));
    add("logSoftmax", x -> logSoftmax(x.get(0)), shape(20, 30));
    add("softmaxMiddle", x -> softmax(x.get(0), 1), shape(4, 30, 5));
    add("sumRows", x -> square(sum(x.get(0), 0)), big);
    add("sumManyRows", x -> square(mean(x.get(0), new int[] {0}, false)), shape(4998, 17));
    add("sumMiddle", x -> square(sum(x.get(0), 1)), shape(3, 40, 100));
    add("sumPrime", x -> square(sum(x.get(0), 0)), shape(4999, 16));
    add("concatenate", x -> square(concatenate(x, 1)), shape(30, 100, 3), shape(30, 70, 3));
    add("sliceStep", x -> square(slice(x.get(0), 1, 1, 100, 2)), shape(30, 101, 7));
    add("sliceMiddle", x -> square(slice(x.get(0), 2, 3, 40)), shape(9, 30, 61));
    add("pad", x -> square(pad(x.get(0), 1, 2, 3)), shape(9, 50, 31));
    add("repeat", x -> square(repeat(x.get(0), 3, 1)), shape(9, 50, 31));
    add("sumColumns", x -> square(sum(x.get(0), 1)), big);
    add("meanAll", x -> square(mean(x.get(0))), big);
    add("sumAll", x -> square(sum(x.get(0))), shape(90, 91));
    add("sumAllOfPrime", x -> square(sum(x.get(0))), shape(9973));
    add("maxColumns", x -> max(x.get(0), 1), big);
    add("transpose", x -> square(transpose(x.get(0), 2, 0, 1)), shape(30, 20, 25));
    add(
        "conv",
        x -> relu(conv(x.get(0), x.get(1), SAME, 1).plus(x.get(2))),
        shape(3, 9, 10, 5),
        shape(3, 3, 5, 17),
        shape(17));
    add(
        "convBlocked",
        x -> conv(x.get(0), x.get(1), SAME, 1),
        shape(2, 9, 10, 16),
        shape(3, 3, 16, 32));
    add(
        "convKernelInParts",
        x -> conv(x.get(0), x.get(1), SAME, 1).plus(x.get(2)),
        shape(5, 128, 128, 16),
        shape(3, 3, 16, 16),
        shape(16));
    add(
        "convKernelInEqualParts",
        x -> conv(x.get(0), x.get(1), SAME, 1),
        shape(4, 144, 128, 16),
        shape(3, 3, 16, 16));
    add("denseOneRow", x -> matmul(x.get(0), x.get(1)), shape(1, 48), shape(48, 33));
    add(
        "denseFewRowsTransposed",
        x -> matmul(x.get(0), x.get(1), false, true),
        shape(3, 48),
        shape(33, 48));
    add(
        "convStrided",
        x -> conv(x.get(0), x.get(1), STRIDED, 1),
        shape(2, 9, 10, 4),
        shape(3, 2, 4, 16));
    add(
        "convDilated",
        x -> conv(x.get(0), x.get(1), DILATED, 1),
        shape(2, 11, 12, 4),
        shape(3, 2, 4, 6));
    add("convGroups", x -> conv(x.get(0), x.get(1), SAME, 2), shape(2, 8, 7, 8), shape(3, 3, 4, 6));
    add(
        "convDepthwise",
        x -> conv(x.get(0), x.get(1), SAME, 6),
        shape(2, 8, 7, 6),
        shape(3, 3, 1, 12));
    add(
        "convTranspose",
        x -> convTranspose(x.get(0), x.get(1), STRIDED, 1, Shape.of(2, 9, 10, 4)),
        shape(2, 4, 5, 16),
        shape(3, 2, 4, 16));
    add(
        "convPoint",
        x ->
            conv(
                x.get(0),
                x.get(1),
                new Window(List.of(1L), List.of(1L), List.of(0L), List.of(0L)),
                1),
        shape(2, 40, 8),
        shape(1, 8, 16));
    add("maxPool", x -> relu(maxPool(x.get(0), List.of(2L, 3L), STRIDED)), shape(2, 9, 10, 7));
    add("averagePool", x -> averagePool(x.get(0), List.of(2L, 3L), STRIDED), shape(2, 9, 10, 7));
    add(
        "batchNormalize",
        x -> relu(batchNormalize(x.get(0), x.get(1), x.get(2), 1e-3).get(0)),
        shape(4, 7, 6, 10),
        shape(10),
        shape(10));
    add(
        "batchNormalizeBroadcastGradient",
        x ->
            mean(
                relu(batchNormalize(x.get(0), x.get(1), x.get(2), 1e-3).get(0)).plus(x.get(0)),
                new int[] {1, 2},
                false),
        shape(4, 7, 6, 60),
        shape(60),
        shape(60));
    add(
        "batchNormalizeUsedTwice",
        x -> {
          Tensor y = batchNormalize(x.get(0), x.get(1), x.get(2), 1e-3).get(0);
          return relu(y).plus(square(y));
        },
        shape(40, 10),
        shape(10),
        shape(10));
    add(
        "layerNormalize",
        x -> square(layerNormalize(x.get(0), x.get(1), x.get(2), 1e-3)),
        shape(4, 7, 33),
        shape(33),
        shape(33));
    add(
        "attention",
        x -> {
          Tensor q = transpose(reshape(x.get(0), 3, 11, 4, 8), 0, 2, 1, 3);
          Tensor k = transpose(reshape(x.get(1), 3, 13, 4, 8), 0, 2, 1, 3);
          Tensor v = transpose(reshape(x.get(2), 3, 13, 4, 8), 0, 2, 1, 3);
          Tensor scores = softmax(matmul(q, k, false, true).times(0.3).plus(x.get(3)));
          return reshape(transpose(matmul(scores, v), 0, 2, 1, 3), 3, 11, 32);
        },
        shape(3, 11, 32),
        shape(3, 13, 32),
        shape(3, 13, 32),
        shape(3, 1, 1, 13));
    add(
        "productOfTransposed",
        x -> {
          Tensor product = matmul(transpose(x.get(0), 1, 2, 0), transpose(x.get(1), 2, 1, 0));
          return transpose(product, 1, 0, 2).plus(x.get(2)).times(x.get(3));
        },
        shape(20, 30, 16),
        shape(24, 20, 30),
        shape(16, 30, 24),
        shape(30, 1));
    add("transposedProduct", x -> matmul(transpose(x.get(0)), x.get(1)), shape(7, 9), shape(7, 5));
  }

  @Test
  void signsOfExtremeFloatsAreExact() {
    INDArray x =
        Nd4j.createFromArray(
            Float.NEGATIVE_INFINITY, -1e-40f, -0f, 0f, Float.MIN_VALUE, 3f, Float.NaN);

    assertThat(Evaluate.of(in -> sign(in.get(0)), x).data().asFloat())
        .containsExactly(-1, -1, -0f, 0, 1, 1, Float.NaN);
  }

  static Iterable<String> names() {
    return CASES.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void valuesAndGradientsAgreeWithTheExactKernels(String name) {
    Case c = CASES.get(name);
    Evaluate.assertFloatsAgree(c.f, c.arguments);
  }
}
