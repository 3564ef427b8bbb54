package io.hornbill.layers;

import io.hornbill.base.Registry;

/** Registers poolings, reshaping and merging layers, noise, and activations as layers. */
final class PlainLayers {
  private PlainLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .addFactory(MaxPooling1D::from, "MaxPooling1D", "MaxPool1D")
        .addFactory(AveragePooling1D::from, "AveragePooling1D", "AvgPool1D")
        .addFactory(MaxPooling3D::from, "MaxPooling3D", "MaxPool3D")
        .addFactory(AveragePooling3D::from, "AveragePooling3D", "AvgPool3D")
        .addFactory(GlobalMaxPooling1D::from, "GlobalMaxPooling1D", "GlobalMaxPool1D")
        .addFactory(AdaptiveMaxPooling1D::from, "AdaptiveMaxPooling1D")
        .addFactory(GlobalAveragePooling1D::from, "GlobalAveragePooling1D", "GlobalAvgPool1D")
        .addFactory(AdaptiveAveragePooling1D::from, "AdaptiveAveragePooling1D")
        .addFactory(Cropping1D::from, "Cropping1D")
        .addFactory(ZeroPadding1D::from, "ZeroPadding1D")
        .addFactory(UpSampling1D::from, "UpSampling1D")
        .addFactory(SpatialDropout1D::from, "SpatialDropout1D")
        .addFactory(GlobalMaxPooling2D::from, "GlobalMaxPooling2D", "GlobalMaxPool2D")
        .addFactory(AdaptiveMaxPooling2D::from, "AdaptiveMaxPooling2D")
        .addFactory(AdaptiveAveragePooling2D::from, "AdaptiveAveragePooling2D")
        .addFactory(Cropping2D::from, "Cropping2D")
        .addFactory(ZeroPadding2D::from, "ZeroPadding2D")
        .addFactory(UpSampling2D::from, "UpSampling2D")
        .addFactory(SpatialDropout2D::from, "SpatialDropout2D")
        .addFactory(GlobalMaxPooling3D::from, "GlobalMaxPooling3D", "GlobalMaxPool3D")
        .addFactory(AdaptiveMaxPooling3D::from, "AdaptiveMaxPooling3D")
        .addFactory(GlobalAveragePooling3D::from, "GlobalAveragePooling3D", "GlobalAvgPool3D")
        .addFactory(AdaptiveAveragePooling3D::from, "AdaptiveAveragePooling3D")
        .addFactory(Cropping3D::from, "Cropping3D")
        .addFactory(ZeroPadding3D::from, "ZeroPadding3D")
        .addFactory(UpSampling3D::from, "UpSampling3D")
        .addFactory(SpatialDropout3D::from, "SpatialDropout3D")
        .addFactory(Permute::from, "Permute")
        .addFactory(RepeatVector::from, "RepeatVector")
        .addFactory(Multiply::from, "Multiply")
        .addFactory(Maximum::from, "Maximum")
        .addFactory(Minimum::from, "Minimum")
        .addFactory(Average::from, "Average")
        .addFactory(Subtract::from, "Subtract")
        .addFactory(Dot::from, "Dot")
        .addFactory(Merge::from, "Merge")
        .addFactory(GaussianNoise::from, "GaussianNoise")
        .addFactory(GaussianDropout::from, "GaussianDropout")
        .addFactory(AlphaDropout::from, "AlphaDropout")
        .addFactory(ReLU::from, "ReLU")
        .addFactory(LeakyReLU::from, "LeakyReLU")
        .addFactory(ELU::from, "ELU")
        .addFactory(ThresholdedReLU::from, "ThresholdedReLU")
        .addFactory(Softmax::from, "Softmax")
        .addFactory(PReLU::from, "PReLU")
        .addFactory(ParametricSoftplus::from, "ParametricSoftplus")
        .addFactory(SReLU::from, "SReLU")
        .addFactory(Identity::from, "Identity")
        .addFactory(ActivityRegularization::from, "ActivityRegularization")
        .addFactory(Masking::from, "Masking");
  }
}
