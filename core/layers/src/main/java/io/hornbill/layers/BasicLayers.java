package io.hornbill.layers;

import io.hornbill.base.internal.Registry;

/** Registers the layers that most models are made of. */
final class BasicLayers {
  private BasicLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(InputLayer::new, "InputLayer")
        .add(() -> new Dense(1), "Dense")
        .add(() -> new EinsumDense("ab,bc->ac", 1), "EinsumDense")
        .add(() -> new TernaryDense(1), "TernaryDense")
        .add(Activation::new, "Activation")
        .add(() -> new Dropout(0), "Dropout")
        .add(Flatten::new, "Flatten")
        .add(Reshape::new, "Reshape")
        .add(() -> new Conv2D(1, 1), "Conv2D", "Convolution2D")
        .add(MaxPooling2D::new, "MaxPooling2D", "MaxPool2D")
        .add(AveragePooling2D::new, "AveragePooling2D", "AvgPool2D")
        .add(GlobalAveragePooling2D::new, "GlobalAveragePooling2D", "GlobalAvgPool2D")
        .add(BatchNormalization::new, "BatchNormalization")
        .add(Add::new, "Add")
        .add(Concatenate::new, "Concatenate");
  }
}
