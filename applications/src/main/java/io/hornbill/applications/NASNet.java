package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.GlobalAveragePooling2D;
import java.util.Locale;

/**
 * Rows of normal cells between reduction cells. Each cell takes what the two cells before it gave.
 */
abstract class NASNet extends TfModel {
  private static final int MULTIPLIER = 2;

  /** What the last two cells gave. */
  record Pair(Tensor last, Tensor before) {}

  NASNet() {}

  /**
   * Makes the network.
   *
   * @param size height and width of images by default
   * @param penultimate the number of channels before the last layer
   * @param cells how many normal cells stand in a row
   * @param stem the number of filters of the first convolution
   * @param skip whether the cell after a reduction gets its second input from before the reduction
   */
  static Model build(
      String architecture,
      ClassifierOptions options,
      int size,
      int penultimate,
      int cells,
      int stem,
      boolean skip) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    net.requireChannelsLast();
    NASNetCells build = new NASNetCells(net);
    int filters = penultimate / 24;
    Conv2D first = new Conv2D(stem, 3).strides(2).useBias(false).kernelInitializer("he_normal");
    Tensor x = first.name("stem_conv1").apply(net.knownInput(size, 32));
    x = build.normalize(x, "stem_bn1");
    Pair at = build.reduction(x, null, filters / (MULTIPLIER * MULTIPLIER), "stem_1");
    at = build.reduction(at.last(), at.before(), filters / MULTIPLIER, "stem_2");
    for (int row = 0; row < 3; row++) {
      if (row > 0) {
        Pair reduced = build.reduction(at.last(), at.before(), filters, "reduce_" + row * cells);
        at = skip ? new Pair(reduced.last(), at.before()) : reduced;
      }
      for (int i = 0; i < cells; i++) {
        int number = row * cells + i + (row > 0 ? 1 : 0);
        at = build.normal(at.last(), at.before(), filters, String.valueOf(number));
      }
      filters *= MULTIPLIER;
    }
    return end(net, at.last(), architecture);
  }

  private static Model end(ImageBlueprint net, Tensor last, String architecture) {
    Tensor x = net.apply(new Activation("relu"), last);
    x = net.hasTop() ? net.predictions(net.apply(new GlobalAveragePooling2D(), x)) : net.pool(x);
    String size = architecture.substring("NASNet".length()).toLowerCase(Locale.ROOT);
    return net.model(x, "nasnet_" + size);
  }
}
