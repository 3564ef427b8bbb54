package io.hornbill.layers;

import io.hornbill.base.Registry;

/** Registers the convolutions. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .addFactory(Conv1D::from, "Conv1D", "Convolution1D")
        .addFactory(Conv3D::from, "Conv3D", "Convolution3D")
        .addFactory(Conv1DTranspose::from, "Conv1DTranspose", "Convolution1DTranspose")
        .addFactory(
            Conv2DTranspose::from, "Conv2DTranspose", "Convolution2DTranspose", "Deconvolution2D")
        .addFactory(
            Conv3DTranspose::from, "Conv3DTranspose", "Convolution3DTranspose", "Deconvolution3D")
        .addFactory(DepthwiseConv1D::from, "DepthwiseConv1D")
        .addFactory(DepthwiseConv2D::from, "DepthwiseConv2D")
        .addFactory(SeparableConv1D::from, "SeparableConv1D", "SeparableConvolution1D")
        .addFactory(SeparableConv2D::from, "SeparableConv2D", "SeparableConvolution2D")
        .addFactory(LocallyConnected1D::from, "LocallyConnected1D")
        .addFactory(LocallyConnected2D::from, "LocallyConnected2D");
  }
}
