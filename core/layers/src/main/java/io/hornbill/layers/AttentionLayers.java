package io.hornbill.layers;

import io.hornbill.base.internal.Registry;

/** Registers normalizations and attentions. */
final class AttentionLayers {
  private AttentionLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(LayerNormalization::new, "LayerNormalization")
        .add(RMSNormalization::new, "RMSNormalization")
        .add(UnitNormalization::new, "UnitNormalization")
        .add(GroupNormalization::new, "GroupNormalization")
        .addFactory(SpectralNormalization::from, "SpectralNormalization")
        .add(Attention::new, "Attention")
        .add(AdditiveAttention::new, "AdditiveAttention")
        .addFactory(MultiHeadAttention::from, "MultiHeadAttention")
        .add(
            () -> new GroupedQueryAttention(1, 1, 1),
            "GroupedQueryAttention",
            "GroupQueryAttention");
  }
}
