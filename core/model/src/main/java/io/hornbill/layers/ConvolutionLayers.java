package io.hornbill.layers;

import io.hornbill.graph.Registry;

/** Registers the convolutions. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(Conv1D::from, "Conv1D", "Convolution1D")
        .add(Conv3D::from, "Conv3D", "Convolution3D")
        .add(Conv1DTranspose::from, "Conv1DTranspose", "Convolution1DTranspose")
        .add(Conv2DTranspose::from, "Conv2DTranspose", "Convolution2DTranspose", "Deconvolution2D")
        .add(Conv3DTranspose::from, "Conv3DTranspose", "Convolution3DTranspose", "Deconvolution3D")
        .add(DepthwiseConv1D::from, "DepthwiseConv1D")
        .add(DepthwiseConv2D::from, "DepthwiseConv2D")
        .add(SeparableConv1D::from, "SeparableConv1D", "SeparableConvolution1D")
        .add(SeparableConv2D::from, "SeparableConv2D", "SeparableConvolution2D")
        .add(LocallyConnected1D::from, "LocallyConnected1D")
        .add(LocallyConnected2D::from, "LocallyConnected2D");
  }
}
