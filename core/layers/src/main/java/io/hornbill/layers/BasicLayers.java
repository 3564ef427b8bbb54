package io.hornbill.layers;

import io.hornbill.base.Registry;

/** Registers the layers that most models are made of. */
final class BasicLayers {
  private BasicLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .addFactory(InputLayer::from, "InputLayer")
        .addFactory(Dense::from, "Dense")
        .addFactory(EinsumDense::from, "EinsumDense")
        .addFactory(TernaryDense::from, "TernaryDense")
        .addFactory(Highway::from, "Highway")
        .addFactory(MaxoutDense::from, "MaxoutDense")
        .addFactory(Activation::from, "Activation")
        .addFactory(Dropout::from, "Dropout")
        .addFactory(Flatten::from, "Flatten")
        .addFactory(Reshape::from, "Reshape")
        .add(() -> new Conv2D(1, 1), "Conv2D", "Convolution2D")
        .add(MaxPooling2D::new, "MaxPooling2D", "MaxPool2D")
        .add(AveragePooling2D::new, "AveragePooling2D", "AvgPool2D")
        .add(GlobalAveragePooling2D::new, "GlobalAveragePooling2D", "GlobalAvgPool2D")
        .addFactory(BatchNormalization::from, "BatchNormalization")
        .addFactory(Add::from, "Add")
        .addFactory(Concatenate::from, "Concatenate");
  }
}
