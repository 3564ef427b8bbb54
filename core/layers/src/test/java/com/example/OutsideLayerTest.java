package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.DataFormatSetter;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.FluentLayer;
import io.hornbill.layers.KernelSetters;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.SeedSetter;
import io.hornbill.layers.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer of another package can be written as those of the library are. */
class OutsideLayerTest {
  private static final INDArray IMAGES = Evaluate.uniform(1, -1, 1, 2, 3, 6, 5);

  /** A convolution with dropout before it, and another layer after it. */
  static final class NoisyConv extends FluentLayer<NoisyConv>
      implements KernelSetters<NoisyConv>, DataFormatSetter<NoisyConv>, SeedSetter<NoisyConv> {
    private static final Setting<Integer> FILTERS = Setting.integer("filters", 1).positive();
    private static final Setting<Double> RATE = Setting.number("rate", 0).inRange(0, 1);
    private static final Setting<List<Integer>> KERNEL_SIZE = perAxis("kernel_size", 2);
    private static final Setting<List<Integer>> STRIDES = perAxis("strides", 2);

    private @Nullable Variable kernel;
    private Layer after = addLayer("after", new Dropout(0));

    NoisyConv(int filters, int... kernelSize) {
      declare(FILTERS, RATE, KERNEL_SIZE, STRIDES);
      set(FILTERS, filters);
      set(KERNEL_SIZE, list(kernelSize));
      declareWeight("kernel", "glorot_uniform");
      declareDataFormat();
      declareLayer("after", after);
      expectRank(4, "[batch, height, width, channels]");
    }

    static NoisyConv from(Config config) {
      return new NoisyConv(1, 1)
          .after(Objects.requireNonNull(Layers.read(config, "after")))
          .configure(config);
    }

    NoisyConv rate(double rate) {
      return with(RATE, rate);
    }

    NoisyConv strides(int... strides) {
      return with(STRIDES, list(strides));
    }

    NoisyConv after(Layer layer) {
      after = addLayer("after", layer);
      declareLayer("after", after);
      return this;
    }

    @Override
    protected void build(Shape input) {
      int[] size = ints(KERNEL_SIZE);
      Shape shape = Shape.of(Arrays.stream(size).asLongStream().toArray());
      kernel =
          addWeight(
              "kernel", shape.append(channelsLast(input).last(), get(FILTERS)), weight("kernel"));
      lendDataType(after);
    }

    private Variable kernel() {
      return built(kernel);
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      Tensor last = channelsLast(context.dropout(x, get(RATE), x.shape().with(1, 1)));
      var window =
          window(last.shape(), ints(KERNEL_SIZE), ints(STRIDES), array(list(1, 1)), "same");
      Tensor y = Ops.conv(last, kernel().tensor(), window, 1);
      return context.call(after, fromChannelsLast(y));
    }
  }

  @BeforeAll
  static void register() {
    Layers.register("NoisyConv", NoisyConv::from);
  }

  private static NoisyConv layer() {
    return new NoisyConv(4, 3).strides(2, 1).dataFormat("channels_first").dataType(DataType.DOUBLE);
  }

  private static INDArray output(Layer layer, boolean training) {
    return Evaluate.of(
        x ->
            new Trace(training, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable)
                .run(layer, x)
                .get(0),
        IMAGES);
  }

  @Test
  void itConvolvesAsTheLibrarysLayerDoes() {
    Conv2D conv =
        new Conv2D(4, 3)
            .strides(2, 1)
            .padding("same")
            .useBias(false)
            .dataFormat("channels_first")
            .dataType(DataType.DOUBLE);
    INDArray expected = output(conv, false);
    NoisyConv own = layer();
    own.buildFor(Shape.of(IMAGES.shape()));
    own.setWeights(conv.getWeights());

    assertThat(output(own, false)).isEqualTo(expected);
  }

  @Test
  void itDropsInTrainingAlone() {
    NoisyConv own = layer().rate(0.5).seed(1);
    INDArray whole = output(own, false);

    assertThat(output(own, true)).isNotEqualTo(whole);
    assertThat(output(own, false)).isEqualTo(whole);
  }

  @Test
  void itIsMadeAgainFromItsConfigurationWithItsInnerLayer() {
    NoisyConv own = layer().rate(0.25).after(new Dropout(0.5).name("last"));
    Layer again = Layers.read(Layers.write(own));

    assertThat(again.config()).isEqualTo(own.config());
    assertThat(
            again.config().nested("after", again.config().asMap().get("after")).get("class_name"))
        .isEqualTo("Dropout");
    assertThat(again.sublayers()).last().extracting(Layer::name).isEqualTo("last");
  }

  @Test
  void itsMistakesAreNamed() {
    NoisyConv own = layer();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> own.strides(1, 2, 3))
        .withMessage(
            "NoisyConv: strides must be one whole number of at least 1, or 2. Received: [1, 2, 3]."
                + " Give one per spatial axis.");
    own.buildFor(Shape.of(IMAGES.shape()));
    assertThatIllegalStateException().isThrownBy(() -> own.rate(0.1));
    NoisyConv unbuilt = layer();
    assertThatIllegalStateException()
        .isThrownBy(unbuilt::kernel)
        .withMessageStartingWith("Layer: weights exist once the layer is built.");
  }

  /** Adds up the embeddings of the steps that count. */
  static final class MaskedSum extends FluentLayer<MaskedSum> {
    private final Layer embedding =
        addLayer("embedding", new Embedding(4, 2).maskZero(true).embeddingsInitializer("ones"));

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      Tensor y = context.call(embedding, x);
      Tensor counts = Ops.expandDims(Objects.requireNonNull(context.maskOf(y)), 2);
      assertThat(context.maskOf(x)).isNull();
      return Ops.sum(y.times(counts), 1);
    }
  }

  @Test
  void itReadsTheMaskThatAnInnerLayerGaveItsOutput() {
    INDArray tokens = Nd4j.createFromArray(new double[][] {{3, 1, 0, 0}, {2, 1, 3, 0}});
    INDArray sums =
        Evaluate.of(
            x ->
                new Trace(false, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable)
                    .run(new MaskedSum(), x)
                    .get(0),
            tokens);

    assertThat(sums.castTo(DataType.DOUBLE).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{2, 2}, {3, 3}});
  }
}
