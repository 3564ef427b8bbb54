package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Pixels;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The kernels of a convolution as images: of three input channels in colour, else their mean. */
public final class Filters {
  private Filters() {}

  /** Draws the filters of a layer whose kernel is [height, width, inputs, filters]. */
  public static Scene of(Layer layer, ChartOptions options) {
    Variable kernel =
        layer.weights().stream()
            .filter(weight -> weight.shape().rank() == 4)
            .findFirst()
            .orElse(null);
    if (kernel == null) {
      throw Fault.of("Plots")
          .expected("the layer must have a kernel [height, width, inputs, filters]")
          .received(layer)
          .remedy("Choose a Conv2D.")
          .argument();
    }
    int[] shape = IntStream.range(0, 4).map(i -> (int) kernel.shape().dim(i)).toArray();
    double[] values = Numbers.of(kernel.value());
    List<Pixels> images = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int f = 0; f < shape[3]; f++) {
      images.addAll(filter(values, shape, f));
      labels.add(String.valueOf(f));
    }
    return ImageGrid.of(images, labels, options);
  }

  private static List<Pixels> filter(double[] values, int[] shape, int filter) {
    int inputs = shape[2];
    int channels = inputs == 3 ? 3 : 1;
    double[] image = new double[shape[0] * shape[1] * channels];
    for (int i = 0; i < shape[0] * shape[1]; i++) {
      for (int c = 0; c < inputs; c++) {
        double value = values[(i * inputs + c) * shape[3] + filter];
        image[i * channels + (channels == 3 ? c : 0)] += channels == 3 ? value : value / inputs;
      }
    }
    return ImageArrays.of(stretched(image), shape[0], shape[1], channels);
  }

  /** From 0 for the least to 1 for the largest weight of the filter. */
  private static double[] stretched(double[] image) {
    double low = java.util.Arrays.stream(image).min().orElse(0);
    double high = java.util.Arrays.stream(image).max().orElse(1);
    double range = high > low ? high - low : 1;
    return java.util.Arrays.stream(image).map(v -> (v - low) / range).toArray();
  }
}
