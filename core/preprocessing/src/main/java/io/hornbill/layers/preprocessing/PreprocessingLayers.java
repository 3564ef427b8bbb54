package io.hornbill.layers.preprocessing;

import io.hornbill.base.Extension;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Identity;
import io.hornbill.layers.Layers;

/** Registers the layers that make numbers of words, columns and sounds. */
public final class PreprocessingLayers implements Extension {
  /** Called by the service loader. */
  public PreprocessingLayers() {}

  @Override
  public void register() {
    Layers.register("Discretization", () -> new Discretization());
    Layers.register("CategoryEncoding", () -> new CategoryEncoding(1));
    Layers.register("Hashing", () -> new Hashing(1));
    Layers.register("HashedCrossing", () -> new HashedCrossing(1));
    Layers.register("StringLookup", () -> new StringLookup());
    Layers.register("IntegerLookup", () -> new IntegerLookup());
    Layers.register("TextVectorization", () -> new TextVectorization());
    Layers.register("MelSpectrogram", () -> new MelSpectrogram());
    Layers.register("STFTSpectrogram", () -> new STFTSpectrogram());
    Layers.register("Pipeline", Pipeline::from);
    // What a FeatureSpace of Keras puts into models.
    Layers.register("TFDConcat", () -> new Concatenate());
    Layers.register("TFDIdentity", () -> new Identity());
  }
}
