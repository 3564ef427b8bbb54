package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.util.Locale;

/** Blocks of 3x3 convolutions, each of which halves height and width, and dense layers. */
abstract class VGG extends CaffeModel {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  VGG() {}

  static Model build(String architecture, ClassifierOptions options, int... convolutions) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    Tensor x = net.input(224, 32);
    for (int block = 1; block <= FILTERS.length; block++) {
      x = block(x, "block" + block, FILTERS[block - 1], convolutions[block - 1]);
    }
    return net.model(
        net.hasTop() ? top(net, x) : net.pool(x), architecture.toLowerCase(Locale.ROOT));
  }

  private static Tensor block(Tensor x, String name, int filters, int convolutions) {
    Tensor y = x;
    for (int i = 1; i <= convolutions; i++) {
      Conv2D convolution = new Conv2D(filters, 3).activation("relu").padding("same");
      y = convolution.name(name + "_conv" + i).apply(y);
    }
    return new MaxPooling2D(2).strides(2).name(name + "_pool").apply(y);
  }

  private static Tensor top(ImageBlueprint net, Tensor x) {
    Tensor y = new Flatten().name("flatten").apply(x);
    y = new Dense(4096).activation("relu").name("fc1").apply(y);
    y = new Dense(4096).activation("relu").name("fc2").apply(y);
    return net.predictions(y);
  }
}
