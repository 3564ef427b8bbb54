package io.hornbill.layers;

import io.hornbill.base.internal.Registry;

/** Registers the convolutions. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(() -> new Conv1D(1, 1), "Conv1D", "Convolution1D")
        .add(() -> new Conv3D(1, 1), "Conv3D", "Convolution3D")
        .add(() -> new Conv1DTranspose(1, 1), "Conv1DTranspose", "Convolution1DTranspose")
        .add(
            () -> new Conv2DTranspose(1, 1),
            "Conv2DTranspose",
            "Convolution2DTranspose",
            "Deconvolution2D")
        .add(
            () -> new Conv3DTranspose(1, 1),
            "Conv3DTranspose",
            "Convolution3DTranspose",
            "Deconvolution3D")
        .add(() -> new DepthwiseConv1D(1), "DepthwiseConv1D")
        .add(() -> new DepthwiseConv2D(1), "DepthwiseConv2D")
        .add(() -> new SeparableConv1D(1, 1), "SeparableConv1D", "SeparableConvolution1D")
        .add(() -> new SeparableConv2D(1, 1), "SeparableConv2D", "SeparableConvolution2D")
        .add(() -> new LocallyConnected1D(1, 1), "LocallyConnected1D")
        .add(() -> new LocallyConnected2D(1, 1), "LocallyConnected2D");
  }
}
