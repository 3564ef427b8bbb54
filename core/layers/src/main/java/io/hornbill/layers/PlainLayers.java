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
        .add(() -> new SpatialDropout1D(0), "SpatialDropout1D")
        .addFactory(GlobalMaxPooling2D::from, "GlobalMaxPooling2D", "GlobalMaxPool2D")
        .addFactory(AdaptiveMaxPooling2D::from, "AdaptiveMaxPooling2D")
        .addFactory(AdaptiveAveragePooling2D::from, "AdaptiveAveragePooling2D")
        .addFactory(Cropping2D::from, "Cropping2D")
        .addFactory(ZeroPadding2D::from, "ZeroPadding2D")
        .addFactory(UpSampling2D::from, "UpSampling2D")
        .add(() -> new SpatialDropout2D(0), "SpatialDropout2D")
        .addFactory(GlobalMaxPooling3D::from, "GlobalMaxPooling3D", "GlobalMaxPool3D")
        .addFactory(AdaptiveMaxPooling3D::from, "AdaptiveMaxPooling3D")
        .addFactory(GlobalAveragePooling3D::from, "GlobalAveragePooling3D", "GlobalAvgPool3D")
        .addFactory(AdaptiveAveragePooling3D::from, "AdaptiveAveragePooling3D")
        .addFactory(Cropping3D::from, "Cropping3D")
        .addFactory(ZeroPadding3D::from, "ZeroPadding3D")
        .addFactory(UpSampling3D::from, "UpSampling3D")
        .add(() -> new SpatialDropout3D(0), "SpatialDropout3D")
        .addFactory(Permute::from, "Permute")
        .addFactory(RepeatVector::from, "RepeatVector")
        .add(Multiply::new, "Multiply")
        .add(Maximum::new, "Maximum")
        .add(Minimum::new, "Minimum")
        .add(Average::new, "Average")
        .add(Subtract::new, "Subtract")
        .add(() -> new Dot(-1), "Dot")
        .add(() -> new GaussianNoise(0), "GaussianNoise")
        .add(() -> new GaussianDropout(0), "GaussianDropout")
        .add(() -> new AlphaDropout(0), "AlphaDropout")
        .add(ReLU::new, "ReLU")
        .add(LeakyReLU::new, "LeakyReLU")
        .add(ELU::new, "ELU")
        .add(Softmax::new, "Softmax")
        .add(PReLU::new, "PReLU")
        .addFactory(Identity::from, "Identity")
        .add(() -> new ActivityRegularization(0, 0), "ActivityRegularization")
        .addFactory(Masking::from, "Masking");
  }
}
