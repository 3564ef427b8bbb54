package io.hornbill.layers;

import io.hornbill.graph.Registry;

/** Registers poolings, reshaping and merging layers, noise, and activations as layers. */
final class PlainLayers {
  private PlainLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(MaxPooling1D::from, "MaxPooling1D", "MaxPool1D")
        .add(AveragePooling1D::from, "AveragePooling1D", "AvgPool1D")
        .add(MaxPooling3D::from, "MaxPooling3D", "MaxPool3D")
        .add(AveragePooling3D::from, "AveragePooling3D", "AvgPool3D")
        .add(GlobalMaxPooling1D::from, "GlobalMaxPooling1D", "GlobalMaxPool1D")
        .add(AdaptiveMaxPooling1D::from, "AdaptiveMaxPooling1D")
        .add(GlobalAveragePooling1D::from, "GlobalAveragePooling1D", "GlobalAvgPool1D")
        .add(AdaptiveAveragePooling1D::from, "AdaptiveAveragePooling1D")
        .add(Cropping1D::from, "Cropping1D")
        .add(ZeroPadding1D::from, "ZeroPadding1D")
        .add(UpSampling1D::from, "UpSampling1D")
        .add(SpatialDropout1D::from, "SpatialDropout1D")
        .add(GlobalMaxPooling2D::from, "GlobalMaxPooling2D", "GlobalMaxPool2D")
        .add(AdaptiveMaxPooling2D::from, "AdaptiveMaxPooling2D")
        .add(AdaptiveAveragePooling2D::from, "AdaptiveAveragePooling2D")
        .add(Cropping2D::from, "Cropping2D")
        .add(ZeroPadding2D::from, "ZeroPadding2D")
        .add(UpSampling2D::from, "UpSampling2D")
        .add(SpatialDropout2D::from, "SpatialDropout2D")
        .add(GlobalMaxPooling3D::from, "GlobalMaxPooling3D", "GlobalMaxPool3D")
        .add(AdaptiveMaxPooling3D::from, "AdaptiveMaxPooling3D")
        .add(GlobalAveragePooling3D::from, "GlobalAveragePooling3D", "GlobalAvgPool3D")
        .add(AdaptiveAveragePooling3D::from, "AdaptiveAveragePooling3D")
        .add(Cropping3D::from, "Cropping3D")
        .add(ZeroPadding3D::from, "ZeroPadding3D")
        .add(UpSampling3D::from, "UpSampling3D")
        .add(SpatialDropout3D::from, "SpatialDropout3D")
        .add(Permute::from, "Permute")
        .add(RepeatVector::from, "RepeatVector")
        .add(Multiply::from, "Multiply")
        .add(Maximum::from, "Maximum")
        .add(Minimum::from, "Minimum")
        .add(Average::from, "Average")
        .add(Subtract::from, "Subtract")
        .add(Dot::from, "Dot")
        .add(Merge::from, "Merge")
        .add(GaussianNoise::from, "GaussianNoise")
        .add(GaussianDropout::from, "GaussianDropout")
        .add(AlphaDropout::from, "AlphaDropout")
        .add(ReLU::from, "ReLU")
        .add(LeakyReLU::from, "LeakyReLU")
        .add(ELU::from, "ELU")
        .add(ThresholdedReLU::from, "ThresholdedReLU")
        .add(Softmax::from, "Softmax")
        .add(PReLU::from, "PReLU")
        .add(ParametricSoftplus::from, "ParametricSoftplus")
        .add(SReLU::from, "SReLU")
        .add(Identity::from, "Identity")
        .add(ActivityRegularization::from, "ActivityRegularization")
        .add(Masking::from, "Masking");
  }
}
