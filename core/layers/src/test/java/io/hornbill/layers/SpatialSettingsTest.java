package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Settings of which there is one per axis, or that must go together. */
class SpatialSettingsTest {
  private static void fails(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  private static Object written(Layer layer, String field) {
    return layer.config().get(field);
  }

  @Test
  void oneNumberStandsForAllAxes() {
    Conv3D conv = new Conv3D(2, 3).strides(2).dilationRate(1, 2, 3);
    assertThat(written(conv, "kernel_size")).isEqualTo(List.of(3, 3, 3));
    assertThat(written(conv, "strides")).isEqualTo(List.of(2, 2, 2));
    assertThat(written(conv, "dilation_rate")).isEqualTo(List.of(1, 2, 3));
    assertThat(written(new Conv2DTranspose(2, 3).strides(2).outputPadding(1), "output_padding"))
        .isEqualTo(List.of(1, 1));
    assertThat(written(new UpSampling3D(), "size")).isEqualTo(List.of(2, 2, 2));
    assertThat(written(new AdaptiveMaxPooling2D(4), "output_size")).isEqualTo(List.of(4, 4));
    assertThat(written(new Cropping2D(), "cropping"))
        .isEqualTo(List.of(List.of(0, 0), List.of(0, 0)));
    assertThat(written(new ZeroPadding2D(1, 2), "padding"))
        .isEqualTo(List.of(List.of(1, 1), List.of(2, 2)));
    assertThat(written(new ZeroPadding1D(1, 2), "padding")).isEqualTo(List.of(1, 2));
  }

  @Test
  void whatAConfigurationLacksHasItsDefault() {
    Config half = new Config().with("kernel_size", null).with("strides", List.of(2, 3));
    assertThat(written(Layers.get("Conv2D", half), "kernel_size")).isEqualTo(List.of(1, 1));
    assertThat(written(Layers.get("Conv2D", half), "strides")).isEqualTo(List.of(2, 3));
    assertThat(written(Layers.get("ZeroPadding1D"), "padding")).isEqualTo(List.of(1, 1));
    assertThat(written(Layers.get("Cropping2D"), "cropping"))
        .isEqualTo(List.of(List.of(0, 0), List.of(0, 0)));
    Config keras1 = new Config().with("length", 3);
    assertThat(written(Layers.get("UpSampling1D", keras1), "size")).isEqualTo(3);
  }

  @Test
  void poolingsStepByTheirWindowUnlessTold() {
    Config window = new Config().with("pool_size", List.of(3, 2));
    assertThat(written(Layers.get("MaxPooling2D", window), "strides")).isEqualTo(List.of(3, 2));
    assertThat(written(new AveragePooling1D(4).strides(1), "strides")).isEqualTo(List.of(1));
    assertThat(Layers.get("MaxPooling2D", window).outputShape(Shape.of(-1, 6, 6, 1)))
        .isEqualTo(Shape.of(-1, 2, 3, 1));
  }

  @Test
  void groupsMustDivideTheFilters() {
    String message = "Conv2D: groups must divide the filters. Received: groups 2, filters 3.";
    fails(() -> new Conv2D(3, 1).groups(2), message);
    fails(() -> Layers.get("Conv2D", new Config().with("filters", 3).with("groups", 2)), message);
    Config divides = new Config().with("filters", 4).with("groups", 2);
    assertThat(written(Layers.get("Conv2D", divides), "groups")).isEqualTo(2);
  }

  @Test
  void valuesThatAreNotAllowedAreNamed() {
    fails(
        () -> new Conv2D(3, 0), "Conv2D: kernelSize must be one whole number of at least 1, or 2");
    fails(() -> new Conv2D(3, 1).strides(1, 2, 3), "Conv2D: strides must be");
    fails(() -> new Conv2DTranspose(3, 1).outputPadding(-1), "outputPadding must be");
    fails(() -> new MaxPooling1D(2).strides(0), "MaxPooling1D: strides must be");
    fails(() -> new Cropping2D(1, 2, 3), "Cropping2D: cropping must be 1, 2 or 4 whole numbers");
    fails(() -> new ZeroPadding1D(-1), "ZeroPadding1D: padding must be 1, 1 or 2 whole numbers");
    fails(() -> new UpSampling2D().interpolation("cubic"), "interpolation must be one of");
    fails(() -> new Reshape(-1, -1), "Reshape: targetShape must have positive lengths");
    fails(() -> new Permute(1, 3), "Permute: dims must be the numbers from 1");
    fails(() -> new InputLayer(3, 0), "Input: lengths must be at least 1, or -1");
  }

  @Test
  void onlyConvolutionsOverTimePadBefore() {
    assertThat(written(new Conv1D(3, 2).padding("Causal"), "padding")).isEqualTo("causal");
    fails(
        () -> new Conv2D(3, 2).padding("causal"),
        "Conv2D: padding must be one of [valid, same]. Received: \"causal\". Choose one.");
    fails(() -> new Conv1DTranspose(3, 2).padding("causal"), "must be one of [valid, same]");
  }

  @Test
  void permuteTakesAsManyAxesAsItOrders() {
    Layer permute = Layers.get("Permute", new Config().with("dims", List.of(2, 1)));
    assertThat(permute.outputShape(Shape.of(-1, 3, 4))).isEqualTo(Shape.of(-1, 4, 3));
    fails(() -> permute.outputShape(Shape.of(-1, 3)), "3 axes");
    fails(() -> new Permute(2, 1).outputShape(Shape.of(-1, 3)), "3 axes");
  }

  @Test
  void anInputKeepsItsShapeAndBatchSize() {
    Config config = new InputLayer(3, -1).batchSize(2).config();
    assertThat(config.get("batch_shape")).isEqualTo(Arrays.asList(2L, 3L, null));
    assertThat(config.has("trainable")).isFalse();
    Config keras2 = new Config().with("batch_input_shape", Arrays.asList(null, 5));
    assertThat(((InputLayer) Layers.get("InputLayer", keras2)).shape()).isEqualTo(Shape.of(-1, 5));
    InputLayer used = new InputLayer(3);
    used.tensor();
    assertThatIllegalStateException().isThrownBy(() -> used.batchSize(2));
  }
}
