package io.hornbill.saving.internal.keras;

import io.hornbill.layers.AssetHolder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of layers, such as vocabularies, in archives. */
final class Assets {
  private static final String VOCABULARY = "vocabulary.txt";

  private Assets() {}

  /** All files of a model by their places. */
  static Map<String, String> of(StateNode model) {
    Map<String, String> files = new LinkedHashMap<>();
    for (StateNode node : StateTree.flat(model)) {
      if (node.layer() instanceof AssetHolder holder) {
        holder.assets().forEach((name, text) -> files.put(node.asset(name), text));
      }
    }
    return files;
  }

  /** Gives the layers of a model their files. */
  static void read(StateNode model, ModelParts parts) {
    for (StateNode node : StateTree.flat(model)) {
      String place = node.asset(VOCABULARY);
      if (node.layer() instanceof AssetHolder holder && parts.has(place)) {
        String text = new String(parts.bytes(place), StandardCharsets.UTF_8);
        holder.readAssets(Map.of(VOCABULARY, text));
      }
    }
  }
}
