package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.base.Config;
import io.hornbill.base.MemoryLimit;
import io.hornbill.graph.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Absurd settings are refused when a layer is made, not when it computes. */
class SettingRangesTest {
  @ParameterizedTest
  @CsvSource({
    "Conv2DTranspose, strides", "Conv2D, kernel_size", "Conv2D, strides", "Conv2D, dilation_rate",
    "MaxPooling2D, pool_size", "MaxPooling2D, strides", "UpSampling2D, size", "UpSampling3D, size",
    "SeparableConv2D, kernel_size", "DepthwiseConv2D, strides", "ConvLSTM2D, kernel_size"
  })
  void windowsHaveABound(String layer, String field) {
    Config config = new Config().with("filters", 2).with("kernel_size", 3).with(field, 1 << 30);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layers.get(layer, config))
        .withMessageMatching(
            ".+: \\w+ must be at most 1048576\\. Received: \\[.*1073741824.*]\\. Give less\\.");
    assertThat(Layers.get(layer, config.with(field, 1 << 20))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UpSampling1D size", "RepeatVector n", "SpectralNormalization power"})
  void whatMakesManyOpsHasABound(String which) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              switch (which) {
                case "UpSampling1D size" -> new UpSampling1D(1 << 30);
                case "RepeatVector n" -> new RepeatVector(1 << 30);
                default -> new SpectralNormalization(new Dense(1)).powerIterations(1 << 30);
              }
            })
        .withMessageContaining("must be at most");
  }

  @Test
  void marginsAndPlacesHaveABound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZeroPadding2D(1 << 30))
        .withMessageContaining("of at least 0 and at most 1048576. Received: [1073741824");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveMaxPooling1D(1 << 20))
        .withMessage(
            "AdaptiveMaxPooling1D: outputSize must be at most 16384. Received: [1048576]. Give"
                + " less.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocallyConnected2D(1, 1000).buildFor(Shape.of(-1, 2000, 2000, 1)))
        .withMessageContaining("the window must have at most 65536 places");
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, -2147483648L, 4294967300L, 9223372036854775807L})
  void lengthsOfABatchMustBePositiveOrUnknown(long length) {
    for (List<Object> shape :
        List.of(Arrays.<Object>asList(length, 4), Arrays.<Object>asList(null, length))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Layers.get("InputLayer", new Config().with("batch_shape", shape)));
    }
    Config good = new Config().with("batch_shape", Arrays.asList(null, 4));
    assertThat(((InputLayer) Layers.get("InputLayer", good)).shape()).isEqualTo(Shape.of(-1, 4));
  }

  @Test
  void enlargingAndUnrollingHaveABound() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new UpSampling2D(1 << 20)
                    .interpolation("bilinear")
                    .outputShape(Shape.of(-1, 8, 8, 1)))
        .withMessageContaining("must be at most 33554432. Received: 8 times 8388608");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConvLSTM1D(1, 1).outputShape(Shape.of(1, 20_000, 2, 1)))
        .withMessageContaining("must have at most 16384 steps. Received: [1, 20000, 2, 1]");
  }

  @Test
  void weightsThatDoNotFitAreRefusedWhenTheLayerIsBuilt() {
    MemoryLimit.set(1 << 30);
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Dense(100_000_000).name("fc").buildFor(Shape.of(-1, 4)))
          .withMessageMatching(
              "Dense \"fc\": what a model needs must fit into memory, 1\\.0 GB\\. Received: 1\\.5"
                  + " GB for the weight \"kernel\" of shape \\[4, 100000000]\\. .+"
                  + " -Dhornbill\\.memory\\.limit=2g .+");
    } finally {
      MemoryLimit.set(0);
    }
  }
}
