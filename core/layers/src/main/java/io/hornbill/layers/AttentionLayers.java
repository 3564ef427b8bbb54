package io.hornbill.layers;

import io.hornbill.base.Registry;

/** Registers normalizations and attentions. */
final class AttentionLayers {
  private AttentionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .addFactory(LayerNormalization::from, "LayerNormalization")
        .addFactory(RMSNormalization::from, "RMSNormalization")
        .addFactory(UnitNormalization::from, "UnitNormalization")
        .addFactory(GroupNormalization::from, "GroupNormalization")
        .addFactory(SpectralNormalization::from, "SpectralNormalization")
        .addFactory(Attention::from, "Attention")
        .addFactory(AdditiveAttention::from, "AdditiveAttention")
        .addFactory(MultiHeadAttention::from, "MultiHeadAttention")
        .addFactory(GroupedQueryAttention::from, "GroupedQueryAttention", "GroupQueryAttention");
  }
}
