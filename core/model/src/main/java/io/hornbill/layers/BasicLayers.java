package io.hornbill.layers;

import io.hornbill.graph.Registry;

/** Registers the layers that most models are made of. */
final class BasicLayers {
  private BasicLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(InputLayer::from, "InputLayer")
        .add(Dense::from, "Dense")
        .add(EinsumDense::from, "EinsumDense")
        .add(TernaryDense::from, "TernaryDense")
        .add(Highway::from, "Highway")
        .add(MaxoutDense::from, "MaxoutDense")
        .add(Activation::from, "Activation")
        .add(Dropout::from, "Dropout")
        .add(Flatten::from, "Flatten")
        .add(Reshape::from, "Reshape")
        .add(Conv2D::from, "Conv2D", "Convolution2D")
        .add(MaxPooling2D::from, "MaxPooling2D", "MaxPool2D")
        .add(AveragePooling2D::from, "AveragePooling2D", "AvgPool2D")
        .add(GlobalAveragePooling2D::from, "GlobalAveragePooling2D", "GlobalAvgPool2D")
        .add(BatchNormalization::from, "BatchNormalization")
        .add(Add::from, "Add")
        .add(Concatenate::from, "Concatenate");
  }
}
