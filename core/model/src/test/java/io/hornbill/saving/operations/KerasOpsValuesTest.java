package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.operations.KerasOps;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Functions of {@code KerasOps} on the inputs of models that Keras 3.15.1 wrote ({@code
 * make_operations.py}): they give what it predicts.
 */
class KerasOpsValuesTest {
  private static final double TOLERANCE = 2e-5;

  private final Map<String, Function<List<Tensor>, Object>> functions = new TreeMap<>();

  private void of(String name, Function<Tensor, Object> function) {
    functions.put(name, x -> function.apply(x.get(0)));
  }

  private void ofTwo(String name, java.util.function.BiFunction<Tensor, Tensor, Object> function) {
    functions.put(name, x -> function.apply(x.get(0), x.get(1)));
  }

  private void arrays() {
    of("tril", x -> KerasOps.tril(x));
    of("rot90", x -> KerasOps.rot90(x, 1, 1, 2));
    of("rot90_3", x -> KerasOps.rot90(x, 3, 1, 2));
    of("roll", x -> KerasOps.roll(x, 2, 1));
    of("roll_flat", x -> KerasOps.roll(x, 2));
    of("roll_twice", x -> KerasOps.roll(x, new int[] {1, 2}, 1, 1));
    of("pad_reflect", x -> KerasOps.pad(x, new int[][] {{0, 0}, {1, 2}, {0, 1}}, "reflect"));
    ofTwo("take_along_axis", (x, places) -> KerasOps.takeAlongAxis(x, places, 1));
    of("one_hot_axis", x -> KerasOps.oneHot(x, 4, 1));
    of("diff_2", x -> KerasOps.diff(x, 2, 1));
    of(
        "quantiles",
        x ->
            KerasOps.stack(
                List.of(KerasOps.quantile(x, 0.25, 1), KerasOps.quantile(x, 0.5, 1)), 0));
    of("median_last_kept", x -> KerasOps.median(x, -1, true));
    of("median_axes", x -> KerasOps.median(x, 1, 2));
    of("nansum_axes", x -> KerasOps.nansum(x, 1, 2));
    of("moments_kept", x -> KerasOps.moments(x, new int[] {1, 2}, true));
    of("logsumexp_axes", x -> KerasOps.logsumexp(x, new int[] {1, 2}, false));
    of("argmax_last_kept", x -> KerasOps.argmax(x, -1, true));
    of("max_initial", x -> KerasOps.max(x, 1, false, 1.5));
  }

  private void algebra() {
    ofTwo("kron", (a, b) -> KerasOps.kron(a, b));
    ofTwo("cross", (a, b) -> KerasOps.cross(a, b));
    ofTwo("tensordot_axes", (a, b) -> KerasOps.tensordot(a, b, new int[][] {{2}, {1}}));
    ofTwo("cdist", (a, b) -> KerasOps.cdist(a, b));
    of("slogdet", x -> KerasOps.slogdet(x));
    of("svd", x -> KerasOps.svd(x, false).get(1));
    of("svd_values", x -> KerasOps.svd(x, true, false));
    ofTwo("solve", (a, b) -> KerasOps.solve(a, b));
    ofTwo("solve_triangular", (a, b) -> KerasOps.solveTriangular(a.plus(3), b, true));
    of("rfft_length", x -> KerasOps.rfft(x, 8));
    ofTwo("irfft", (a, b) -> KerasOps.irfft(a, b));
    of("stft", x -> KerasOps.stft(x, 6, 3, 8));
  }

  private void neural() {
    of("glu_axis", x -> KerasOps.glu(x, 1));
    of("threshold", x -> KerasOps.threshold(x, 0.5, 0.1));
    of("softmax_axes", x -> KerasOps.softmax(x, 1, 2));
    of("adaptive_max_pool_channels_last", x -> KerasOps.adaptiveMaxPool(x, 2, 3));
    of(
        "resize_bicubic_channels_last",
        x -> KerasOps.Image.resize(x, new int[] {9, 5}, "bicubic", false));
    of(
        "gaussian_blur_channels_last",
        x -> KerasOps.Image.gaussianBlur(x, new int[] {3, 5}, new double[] {1.0, 0.8}));
    of("sobel_edges_channels_last", x -> KerasOps.Image.sobelEdges(x));
    ofTwo("ssim", (a, b) -> KerasOps.Image.ssim(a, b));
  }

  private static double error(Config one, Function<List<Tensor>, Object> function) {
    List<INDArray> x = one.list("x").stream().map(OperationsTest::array).toList();
    List<Tensor> inputs =
        x.stream().map(a -> (Tensor) Input.of(Arrays.copyOfRange(a.shape(), 1, a.rank()))).toList();
    Object made = function.apply(inputs);
    List<?> all = made instanceof List<?> list ? list : List.of(made);
    List<Tensor> outputs =
        all.stream()
            .map(Tensor.class::cast)
            .map(t -> t.rank() == 0 ? KerasOps.sum(inputs.get(0), 1, 2).times(0).plus(t) : t)
            .toList();
    try (Model model = new Model(inputs, outputs)) {
      List<INDArray> y = model.predict(x, p -> p.batchSize((int) x.get(0).size(0)));
      double worst = 0;
      for (int i = 0; i < y.size(); i++) {
        INDArray expected = OperationsTest.array(one.list("y").get(i));
        boolean single = outputs.get(i).rank() == 1 && expected.rank() != 1;
        worst =
            Math.max(
                worst,
                OperationsTest.error(
                    single ? y.get(i).reshape(expected.shape()) : y.get(i), expected));
      }
      return worst;
    }
  }

  @Test
  void functionsGiveWhatKerasPredicts() {
    arrays();
    algebra();
    neural();
    Map<String, Config> recorded = new HashMap<>();
    for (String file : List.of("plain.json.gz", "neural.json.gz", "options.json.gz")) {
      OperationsTest.cases(file).forEach(one -> recorded.put(one.text("name", ""), one));
    }

    assertThat(functions).hasSizeGreaterThan(35);
    assertThat(recorded).containsKeys(functions.keySet().toArray(String[]::new));
    assertThat(functions)
        .allSatisfy(
            (name, function) ->
                assertThat(error(recorded.get(name), function))
                    .as(name)
                    .isLessThanOrEqualTo(TOLERANCE));
  }
}
