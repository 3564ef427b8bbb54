package io.hornbill.layers;

import io.hornbill.base.Checks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The keys of the random streams that layers draw from, for trainings that are taken up again. */
public final class RandomKeys {
  private RandomKeys() {}

  /**
   * Returns the keys of a layer and of all layers inside it.
   *
   * @param root the layer
   * @return the keys, in an order that is the same for the same layers
   */
  public static List<Long> of(Layer root) {
    return layers(root).stream().map(Layer::randomKey).toList();
  }

  /**
   * Sets the keys of a layer and of all layers inside it. Plans that were made before keep theirs.
   *
   * @param root the layer
   * @param keys as many keys as {@link #of} gives
   */
  public static void set(Layer root, List<Long> keys) {
    List<Layer> layers = layers(root);
    Checks.argument(
        keys.size() == layers.size(),
        "RandomKeys: there must be a key for each of %s layers. Received: %s. Make the same model.",
        layers.size(),
        keys.size());
    for (int i = 0; i < keys.size(); i++) {
      layers.get(i).randomKey(keys.get(i));
    }
  }

  private static List<Layer> layers(Layer root) {
    List<Layer> found = new ArrayList<>();
    Deque<Layer> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Layer layer = open.pop();
      found.add(layer);
      layer.sublayers().forEach(open::push);
    }
    return found;
  }
}
