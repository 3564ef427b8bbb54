package io.hornbill.layers;

import io.hornbill.base.internal.Registry;

/** Registers poolings, reshaping and merging layers, noise, and activations as layers. */
final class PlainLayers {
  private PlainLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(MaxPooling1D::new, "MaxPooling1D", "MaxPool1D")
        .add(AveragePooling1D::new, "AveragePooling1D", "AvgPool1D")
        .add(MaxPooling3D::new, "MaxPooling3D", "MaxPool3D")
        .add(AveragePooling3D::new, "AveragePooling3D", "AvgPool3D")
        .add(GlobalMaxPooling1D::new, "GlobalMaxPooling1D", "GlobalMaxPool1D")
        .add(() -> new AdaptiveMaxPooling1D(1), "AdaptiveMaxPooling1D")
        .add(GlobalAveragePooling1D::new, "GlobalAveragePooling1D", "GlobalAvgPool1D")
        .add(() -> new AdaptiveAveragePooling1D(1), "AdaptiveAveragePooling1D")
        .add(Cropping1D::new, "Cropping1D")
        .add(ZeroPadding1D::new, "ZeroPadding1D")
        .add(UpSampling1D::new, "UpSampling1D")
        .add(() -> new SpatialDropout1D(0), "SpatialDropout1D")
        .add(GlobalMaxPooling2D::new, "GlobalMaxPooling2D", "GlobalMaxPool2D")
        .add(() -> new AdaptiveMaxPooling2D(1), "AdaptiveMaxPooling2D")
        .add(() -> new AdaptiveAveragePooling2D(1), "AdaptiveAveragePooling2D")
        .add(Cropping2D::new, "Cropping2D")
        .add(ZeroPadding2D::new, "ZeroPadding2D")
        .add(UpSampling2D::new, "UpSampling2D")
        .add(() -> new SpatialDropout2D(0), "SpatialDropout2D")
        .add(GlobalMaxPooling3D::new, "GlobalMaxPooling3D", "GlobalMaxPool3D")
        .add(() -> new AdaptiveMaxPooling3D(1), "AdaptiveMaxPooling3D")
        .add(GlobalAveragePooling3D::new, "GlobalAveragePooling3D", "GlobalAvgPool3D")
        .add(() -> new AdaptiveAveragePooling3D(1), "AdaptiveAveragePooling3D")
        .add(Cropping3D::new, "Cropping3D")
        .add(ZeroPadding3D::new, "ZeroPadding3D")
        .add(UpSampling3D::new, "UpSampling3D")
        .add(() -> new SpatialDropout3D(0), "SpatialDropout3D")
        .add(Permute::new, "Permute")
        .add(() -> new RepeatVector(1), "RepeatVector")
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
        .add(() -> new Rescaling(1), "Rescaling")
        .addFactory(Normalization::from, "Normalization")
        .add(Identity::new, "Identity")
        .add(() -> new ActivityRegularization(0, 0), "ActivityRegularization")
        .add(Masking::new, "Masking");
  }
}
