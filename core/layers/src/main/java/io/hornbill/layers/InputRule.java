package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;
import java.util.Map;
import java.util.TreeMap;

/** What a layer requires of the shape of its inputs. */
final class InputRule {
  private int minRank;
  private int maxRank = Integer.MAX_VALUE;
  private String axesText = "";
  private final Map<Integer, Long> axes = new TreeMap<>();

  void rank(int min, int max, String text) {
    minRank = min;
    maxRank = max;
    axesText = text;
  }

  void axis(int axis, long length) {
    axes.put(axis, length);
  }

  void check(Layer layer, Shape shape) {
    Checks.argument(
        shape.rank() >= minRank && shape.rank() <= maxRank,
        "%s: input must have %s%s axes %s. Received: %s. Reshape the data, or check the layer before.",
        layer.owner(),
        maxRank == minRank ? "" : "at least ",
        minRank,
        axesText,
        shape);
    axes.forEach(
        (axis, length) ->
            Checks.argument(
                shape.dim(axis) == Shape.UNKNOWN || shape.dim(axis) == length,
                "%s: axis %s of the input must have length %s, as when the layer was built. Received: %s. Use a new layer for inputs of another size.",
                layer.owner(),
                axis,
                length,
                shape));
  }
}
