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
        .addFactory(Conv2D::from, "Conv2D", "Convolution2D")
        .addFactory(MaxPooling2D::from, "MaxPooling2D", "MaxPool2D")
        .addFactory(AveragePooling2D::from, "AveragePooling2D", "AvgPool2D")
        .addFactory(GlobalAveragePooling2D::from, "GlobalAveragePooling2D", "GlobalAvgPool2D")
        .addFactory(BatchNormalization::from, "BatchNormalization")
        .addFactory(Add::from, "Add")
        .addFactory(Concatenate::from, "Concatenate");
  }
}
