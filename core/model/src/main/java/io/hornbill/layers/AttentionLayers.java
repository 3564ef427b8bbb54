package io.hornbill.layers;

import io.hornbill.graph.Registry;

/** Registers normalizations and attentions. */
final class AttentionLayers {
  private AttentionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(LayerNormalization::from, "LayerNormalization")
        .add(RMSNormalization::from, "RMSNormalization")
        .add(UnitNormalization::from, "UnitNormalization")
        .add(GroupNormalization::from, "GroupNormalization")
        .add(SpectralNormalization::from, "SpectralNormalization")
        .add(Attention::from, "Attention")
        .add(AdditiveAttention::from, "AdditiveAttention")
        .add(MultiHeadAttention::from, "MultiHeadAttention")
        .add(GroupedQueryAttention::from, "GroupedQueryAttention", "GroupQueryAttention");
  }
}
