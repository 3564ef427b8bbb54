package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import java.util.List;

/** Inverted residual blocks, some of which weigh their channels and use hard-swish. */
abstract class MobileNetV3 extends RawModel {
  /**
   * A block.
   *
   * @param expansion how many times the channels of its input it works on
   * @param filters how many channels it gives
   * @param large whether its window is 5x5, not 3x3
   * @param stride its stride
   * @param weighs whether it weighs channels
   * @param swish whether it uses hard-swish, not relu
   */
  record Block(
      double expansion, int filters, boolean large, int stride, boolean weighs, boolean swish) {}

  MobileNetV3() {}

  static Model build(
      String architecture, MobileNetV3Options options, int lastFilters, List<Block> blocks) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    net.requireShapeOfTensor();
    MobileNetV3Parts parts = new MobileNetV3Parts(net, options);
    Tensor x = parts.stem(net.freeInput(32));
    for (int i = 0; i < blocks.size(); i++) {
      x = parts.block(x, blocks.get(i), i);
    }
    x = parts.end(x);
    double alpha = Math.max(1, options.alpha());
    int last = alpha > 1 ? Filters.divisible(lastFilters * alpha, 8) : lastFilters;
    x = net.hasTop() ? parts.top(x, last) : net.poolByName(x);
    String weights = options.isMinimalistic() ? minimalistic(options) : options.alpha() + "";
    return net.model(x, architecture, weights);
  }

  private static String minimalistic(MobileNetV3Options options) {
    return options.alpha() == 1 ? "minimalistic" : "minimalistic " + options.alpha();
  }
}
