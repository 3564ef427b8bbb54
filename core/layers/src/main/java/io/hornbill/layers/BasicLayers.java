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
        .add(Activation::new, "Activation")
        .add(() -> new Dropout(0), "Dropout")
        .addFactory(Flatten::from, "Flatten")
        .addFactory(Reshape::from, "Reshape")
        .addFactory(Conv2D::from, "Conv2D", "Convolution2D")
        .addFactory(MaxPooling2D::from, "MaxPooling2D", "MaxPool2D")
        .addFactory(AveragePooling2D::from, "AveragePooling2D", "AvgPool2D")
        .addFactory(GlobalAveragePooling2D::from, "GlobalAveragePooling2D", "GlobalAvgPool2D")
        .add(BatchNormalization::new, "BatchNormalization")
        .add(Add::new, "Add")
        .add(Concatenate::new, "Concatenate");
  }
}
