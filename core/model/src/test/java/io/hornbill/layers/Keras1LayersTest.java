package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.internal.Parts;
import io.hornbill.layers.keras1.AtrousConvolution1D;
import io.hornbill.layers.keras1.AtrousConvolution2D;
import io.hornbill.layers.keras1.Convolution1D;
import io.hornbill.layers.keras1.Convolution2D;
import io.hornbill.layers.keras1.Convolution3D;
import io.hornbill.layers.keras1.Deconvolution2D;
import io.hornbill.layers.keras1.Highway;
import io.hornbill.layers.keras1.MaxoutDense;
import io.hornbill.layers.keras1.Merge;
import io.hornbill.layers.keras1.ParametricSoftplus;
import io.hornbill.layers.keras1.SReLU;
import io.hornbill.layers.keras1.SeparableConvolution2D;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layers of Keras 1 beyond the fixtures of their formulas: names, masks, settings, messages.
 */
class Keras1LayersTest {
  private static final INDArray ROW = Nd4j.createFromArray(new double[][] {{1, -2}});

  private static INDArray output(Layer layer, List<INDArray> weights, INDArray... inputs) {
    Shape[] shapes = Stream.of(inputs).map(x -> Shape.of(x.shape())).toArray(Shape[]::new);
    layer.dataType(DataType.DOUBLE).buildFor(shapes);
    if (!weights.isEmpty()) {
      layer.setWeights(weights);
    }
    return Evaluate.of(xs -> Trace.inference().run(layer, xs).get(0), inputs);
  }

  private static INDArray array(double... values) {
    return Nd4j.createFromArray(values);
  }

  @Test
  void highwayMixesTheInputWithWhatItMakes() {
    INDArray kernel = Nd4j.createFromArray(new double[][] {{1, 0}, {1, 1}});
    INDArray shut = Nd4j.zeros(DataType.DOUBLE, 2, 2);
    // x · W + b = [1 - 2 + 3, -2 + 4] = [2, 2]; the gate is sigmoid(ln 3) = 3/4
    INDArray y =
        output(
            new Highway(),
            List.of(kernel, shut, array(3, 4), array(Math.log(3), Math.log(3))),
            ROW);
    assertThat(y.toDoubleVector()).containsExactly(new double[] {1.75, 1}, within(1e-12));
  }

  @Test
  void maxoutTakesTheGreatest() {
    INDArray kernel =
        Nd4j.createFromArray(new double[][][] {{{1, 2}, {3, 4}}, {{-1, 0}, {0.5, -2}}});
    INDArray bias = Nd4j.createFromArray(new double[][] {{0, 10}, {1, 1}});
    // first: [1 - 6, 2 - 8 + 10] = [-5, 4]; second: [-1 - 1 + 1, 4 + 1] = [-1, 5]
    INDArray y = output(new MaxoutDense(2).nbFeature(2), List.of(kernel, bias), ROW);
    assertThat(y.toDoubleVector()).containsExactly(-1, 5);
  }

  @Test
  void ternaryRoundsTheKernel() {
    INDArray kernel = Nd4j.createFromArray(new double[][] {{0.5, 0.1}, {-1, 0.4}});
    INDArray bias = array(0, 1);
    // the mean size is 0.5, so that [[1, 0], [-1, 1]] remain: 0.5 * [1 + 2, -2] + bias
    assertThat(output(new TernaryDense(2), List.of(kernel, bias), ROW).toDoubleVector())
        .containsExactly(1.5, 0);
    // beyond 0.45: [[1, 0], [-1, 0]]
    assertThat(
            output(new TernaryDense(2).threshold(0.45), List.of(kernel, bias), ROW)
                .toDoubleVector())
        .containsExactly(3, 1);
  }

  @Test
  void theirKernelsAndBiasesTakeSettings() {
    for (Layer layer :
        List.of(
            new Highway()
                .kernelInitializer("ones")
                .kernelRegularizer("l2")
                .kernelConstraint("max_norm")
                .biasInitializer("ones")
                .biasRegularizer("l1")
                .biasConstraint("non_neg"),
            new MaxoutDense(2)
                .kernelInitializer("ones")
                .kernelRegularizer("l2")
                .kernelConstraint("max_norm")
                .biasInitializer("ones")
                .biasRegularizer("l1")
                .biasConstraint("non_neg"),
            new TernaryDense(2)
                .kernelInitializer("ones")
                .kernelRegularizer("l2")
                .kernelConstraint("max_norm")
                .biasInitializer("ones")
                .biasRegularizer("l1")
                .biasConstraint("non_neg"))) {
      layer.buildFor(Shape.of(-1, 2));
      boolean gated = layer instanceof Highway;
      var kernel = layer.weights().get(0);
      var bias = layer.weights().get(gated ? 2 : 1);
      assertThat(kernel.value().minNumber().doubleValue()).isEqualTo(1);
      assertThat(kernel.regularizer()).isNotNull();
      assertThat(kernel.constraint()).isNotNull();
      assertThat(bias.value().minNumber().doubleValue()).isEqualTo(1);
      assertThat(bias.regularizer()).isNotNull();
      assertThat(bias.constraint()).isNotNull();
      if (gated) {
        assertThat(layer.weights().get(1).regularizer()).isNull();
        assertThat(layer.weights().get(3).value().minNumber().doubleValue()).isEqualTo(1);
      }
    }
  }

  @Test
  void oldNamesOfSettingsAreReadAndWritten() {
    Config old =
        new Config()
            .with("output_dim", 3)
            .with("init", "ones")
            .with("W_regularizer", Parts.write("", "L2", new Config().with("l2", 0.5)))
            .with("bias", false);
    Layer layer = Layers.get("MaxoutDense", old);
    layer.buildFor(Shape.of(-1, 2));
    assertThat(layer.weights()).hasSize(1);
    assertThat(layer.weights().get(0).regularizer()).isNotNull();
    assertThat(layer.weights().get(0).value().minNumber().doubleValue()).isEqualTo(1);
    assertThat(layer.config().asMap())
        .containsKeys("init", "W_regularizer", "b_regularizer", "W_constraint", "b_constraint")
        .containsEntry("bias", false)
        .doesNotContainKeys("kernel_initializer", "bias_initializer", "use_bias");
    assertThat(Layers.get("Highway", new Highway().useBias(false).config()).config().get("bias"))
        .isEqualTo(false);
  }

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of(
            new Convolution1D(4, 3).borderMode("same").subsampleLength(2),
            new Conv1D(4, 3).padding("same").strides(2),
            Shape.of(2, 7, 3)),
        Arguments.of(
            new Convolution2D(4, 3, 2).borderMode("same").subsample(2, 1),
            new Conv2D(4, 3, 2).padding("same").strides(2, 1),
            Shape.of(2, 7, 6, 3)),
        Arguments.of(
            new Convolution3D(4, 1, 2, 3).borderMode("same").subsample(1, 2, 1),
            new Conv3D(4, 1, 2, 3).padding("same").strides(1, 2, 1),
            Shape.of(1, 3, 4, 5, 2)),
        Arguments.of(
            new AtrousConvolution1D(4, 3).borderMode("same").atrousRate(2),
            new Conv1D(4, 3).padding("same").dilationRate(2),
            Shape.of(2, 9, 3)),
        Arguments.of(
            new AtrousConvolution1D(4, 3).subsampleLength(2),
            new Conv1D(4, 3).strides(2),
            Shape.of(2, 9, 3)),
        Arguments.of(
            new AtrousConvolution2D(4, 3, 2).borderMode("same").atrousRate(2, 3),
            new Conv2D(4, 3, 2).padding("same").dilationRate(2, 3),
            Shape.of(1, 8, 8, 2)),
        Arguments.of(
            new AtrousConvolution2D(4, 3, 2).subsample(2, 3),
            new Conv2D(4, 3, 2).strides(2, 3),
            Shape.of(1, 8, 8, 2)),
        Arguments.of(
            new SeparableConvolution2D(4, 3, 2).borderMode("same").subsample(2, 2),
            new SeparableConv2D(4, 3, 2).padding("same").strides(2),
            Shape.of(1, 7, 6, 3)),
        Arguments.of(
            new Deconvolution2D(4, 3, 2).borderMode("same").subsample(2, 2),
            new Conv2DTranspose(4, 3, 2).padding("same").strides(2),
            Shape.of(1, 4, 3, 2)),
        Arguments.of(
            new Deconvolution2D(4, 3, 3, -1, 7, 8, 4).borderMode("same").subsample(2, 2),
            new Conv2DTranspose(4, 3).padding("same").strides(2).outputPadding(0, 1),
            Shape.of(1, 4, 4, 2)),
        Arguments.of(
            new Deconvolution2D(4, 3, 3, -1, 4, 10, 9).dataFormat("channels_first").subsample(2, 2),
            new Conv2DTranspose(4, 3).dataFormat("channels_first").strides(2).outputPadding(1, 0),
            Shape.of(1, 2, 4, 4)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void oldNamesMakeTheSameConvolutions(Layer old, Layer now, Shape shape) {
    INDArray x = Evaluate.uniform(1, -1, 1, shape.dims());
    INDArray expected = output(now, List.of(), x);
    INDArray actual = output(old, now.getWeights(), x);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.equalsWithEps(expected, 1e-12)).isTrue();
    assertThat(Layers.read(Layers.write(old))).hasSameClassAs(now);
    assertThat(old.config().with("name", "x")).isEqualTo(now.config().with("name", "x"));
  }

  @Test
  void aDeconvolutionOfAnotherSizeIsRefused() {
    Deconvolution2D layer = new Deconvolution2D(4, 3, 3, -1, 99, 9, 4).subsample(2, 2);
    assertThatThrownBy(() -> layer.name("up").apply(Input.of(4, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Conv2DTranspose \"up\": axis 0 of the output must have a length from 9 to 10."
                + " Received: [99, 9] for an input [4, 4]. Change the output's shape, or the"
                + " strides.");
    assertThatThrownBy(() -> new Deconvolution2D(4, 3, 3, 14, 14))
        .hasMessageContaining("outputShape must have 4 lengths");
  }

  @Test
  void aStepCountsWhereAllInputsOfAnOldMergeCountIt() {
    Tensor a = Ops.constant(Nd4j.ones(DataType.DOUBLE, 1, 3, 2));
    Tensor b = Ops.constant(Nd4j.ones(DataType.DOUBLE, 1, 3, 2).mul(2));
    Trace trace = Trace.inference();
    trace.setMask(a, Ops.constant(Nd4j.createFromArray(new double[][] {{1, 1, 0}})));
    trace.setMask(b, Ops.constant(Nd4j.createFromArray(new double[][] {{1, 0, 1}})));
    Tensor sum = trace.run(new Merge("sum"), List.of(a, b)).get(0);
    Tensor mask = trace.mask(sum);
    assertThat(mask).isNotNull();
    assertThat(Evaluate.of(none -> mask).toDoubleVector()).containsExactly(1, 0, 0);
    Tensor dot = trace.run(new Merge("dot").dotAxes(2), List.of(a, b)).get(0);
    assertThat(trace.mask(dot)).isNull();
    Tensor both = trace.run(new Merge("concat").concatAxis(1), List.of(a, b)).get(0);
    Tensor joined = trace.mask(both);
    assertThat(joined).isNotNull();
    assertThat(Evaluate.of(none -> joined).toDoubleVector()).containsExactly(1, 1, 0, 1, 0, 1);
  }

  @Test
  void mergingFunctionsApplyLayers() {
    Tensor a = Input.of(2);
    Tensor b = Input.of(2);
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 6}});
    INDArray y = Nd4j.createFromArray(new float[][] {{3, 2}});
    Model model =
        new Model(
            List.of(a, b),
            List.of(
                Merging.add(a, b),
                Merging.subtract(a, b),
                Merging.multiply(a, b),
                Merging.average(a, b),
                Merging.maximum(a, b),
                Merging.minimum(a, b),
                Merging.concatenate(a, b),
                Merging.concatenate(List.of(a, b), -1),
                Merging.dot(a, b, 1),
                Merge.merge("max", a, b)));
    List<INDArray> outputs = model.predict(List.of(x, y));
    double[][] expected = {
      {4, 8}, {-2, 4}, {3, 12}, {2, 4}, {3, 6}, {1, 2}, {1, 6, 3, 2}, {1, 6, 3, 2}, {15}, {3, 6}
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(outputs.get(i).castTo(DataType.DOUBLE).toDoubleVector())
          .as("output %d", i)
          .containsExactly(expected[i]);
    }
  }

  @Test
  void theWeightsOfSReluBeginAsItIsTold() {
    SReLU layer = new SReLU().init("ones", "zeros", "ones", "zeros");
    layer.buildFor(Shape.of(-1, 2));
    assertThat(layer.getWeights().stream().map(w -> w.getDouble(0)))
        .containsExactly(1., 0., 1., 0.);
    SReLU plain = new SReLU();
    plain.buildFor(Shape.of(-1, 2));
    assertThat(plain.getWeights().get(0).getDouble(0)).isZero();
    assertThat(plain.getWeights().get(3).getDouble(0)).isEqualTo(1);
    ParametricSoftplus soft = new ParametricSoftplus(0.5, 2);
    soft.buildFor(Shape.of(-1, 2));
    assertThat(soft.getWeights().stream().map(w -> w.getDouble(1))).containsExactly(0.5, 2.0);
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> new Merge("plus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Merge: mode must be one of [sum, mul, concat, ave, cos, dot, max]. Received: \"plus\"."
                + " Choose one, or write a Lambda.");
    assertThatThrownBy(() -> new Merge().name("m").apply(Input.of(2)))
        .hasMessageContaining("Merge \"m\": a merging layer needs at least 2 inputs. Received: 1");
    assertThatThrownBy(() -> new MaxoutDense(0)).hasMessageContaining("MaxoutDense: units must be");
    assertThatThrownBy(() -> new MaxoutDense(2).nbFeature(0)).hasMessageContaining("nbFeature");
    assertThatThrownBy(() -> new TernaryDense(2).threshold(-1)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new Highway().name("h").apply(Input.of(2, 3)))
        .hasMessageContaining(
            "Highway \"h\": input must have 2 axes [batch, features]. Received: [?, 2, 3]");
    Merge built = new Merge();
    built.buildFor(Shape.of(-1, 2), Shape.of(-1, 2));
    assertThatThrownBy(() -> built.concatAxis(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> built.dotAxes(1)).isInstanceOf(IllegalStateException.class);
  }
}
