package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Which kernels plans are made of; that they compute the right values is tested elsewhere. */
class FusionRulesTest {
  private static final int AVX512 = dnnl.dnnl_cpu_isa_avx512_core;

  private static final Window SAME =
      new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L));

  @BeforeEach
  void hasFastKernels() {
    assumeTrue(Engine.name().equals("onednn"));
  }

  private static Tensor variable(long... shape) {
    return new Variable("v", uniform(1, 0.1, 0.9, shape).castTo(DataType.FLOAT)).tensor();
  }

  private static Tensor placeholder(long... shape) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /** The names of the kernels that compute a tensor and its gradients. */
  private static List<String> kernels(Tensor x, Tensor y, Tensor... by) {
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    if (by.length > 0) {
      outputs.addAll(Gradients.of(Ops.sum(Ops.square(y)), Arrays.asList(by)));
    }
    try (Plan plan =
        Plan.compile(new Program(List.of(x), outputs, List.of()), PlanOptions.DEFAULT)) {
      return plan.profile().stream().map(line -> line.substring(line.indexOf("us ") + 4)).toList();
    }
  }

  @Test
  void reluIsAPartOfTheNormalizationBeforeIt() {
    Tensor x = placeholder(4, 10, 10, 32);
    Tensor gamma = variable(32);
    Tensor beta = variable(32);
    Tensor y = Ops.relu(Ops.batchNormalize(x, gamma, beta, 1e-3).get(0));
    assertThat(kernels(x, y, gamma, beta))
        .anyMatch(name -> name.startsWith("relu of batchNormalize"))
        .noneMatch(name -> name.startsWith("chain [relu]") || name.contains("reluGradient"));
  }

  @Test
  void biasesOfConvolutionsGetTheirGradientsTogetherWithTheKernels() {
    Tensor x = placeholder(4, 10, 10, 32);
    Tensor kernel = variable(3, 3, 32, 16);
    Tensor bias = variable(16);
    Tensor y = Ops.relu(Ops.conv(x, kernel, SAME, 1).plus(bias));
    assertThat(kernels(x, y, kernel, bias))
        .anyMatch(name -> name.contains("convKernelBias"))
        .noneMatch(name -> name.startsWith("sum[[4, 10, 10, 16]"));
  }

  @Test
  void attentionTransposesNothing() {
    Tensor x = placeholder(2, 64, 256);
    Tensor[] weights = {variable(256, 256), variable(256, 256), variable(256, 256)};
    List<Tensor> heads = new ArrayList<>();
    for (Tensor kernel : weights) {
      heads.add(Ops.transpose(Ops.reshape(Ops.dense(x, kernel), 2, 64, 8, 32), 0, 2, 1, 3));
    }
    Tensor products = Ops.matmul(heads.get(0), heads.get(1), false, true);
    Tensor scores = Ops.softmax(products.times(0.2).plus(variable(64, 64)));
    Tensor mixed = Ops.matmul(scores, heads.get(2));
    Tensor y = Ops.reshape(Ops.transpose(mixed, 0, 2, 1, 3), 2, 64, 256);
    // With AVX2 alone oneDNN reads past a partial operand of a product.
    boolean within = (dnnl.dnnl_get_effective_cpu_isa() & AVX512) == AVX512;
    assertThat(kernels(x, y, weights))
        .anyMatch(name -> name.contains((within ? "+ " : "chain ") + "[affine, add]"))
        .noneMatch(name -> name.contains("transpose"));
  }

  @Test
  void normalizationByGivenStatisticsIsOneChain() {
    Tensor x = placeholder(4, 10, 10, 32);
    Tensor scale = Ops.rsqrt(variable(32).plus(1e-3));
    Tensor y = x.minus(variable(32)).times(scale).times(variable(32)).plus(variable(32));
    assertThat(kernels(x, y))
        .filteredOn(name -> name.contains("[4, 10, 10, 32]"))
        .containsExactly("chain [subtract, multiply, multiply, add] [4, 10, 10, 32]");
  }

  @Test
  void smallFunctionsFollowTheProductThatTheyAloneRead() {
    Tensor x = placeholder(2, 16);
    Tensor y = Ops.dense(x, variable(16, 8)).plus(variable(8));
    assertThat(kernels(x, Ops.sigmoid(y))).anyMatch(name -> name.contains("+ [add, sigmoid]"));
    assertThat(kernels(x, y.times(Ops.sigmoid(y.times(2.0)))))
        .anyMatch(name -> name.contains("+ [add]"))
        .anyMatch(name -> name.contains("tiles [affine, sigmoid, multiply]"));
  }
}
