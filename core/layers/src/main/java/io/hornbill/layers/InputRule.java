package io.hornbill.layers;

import io.hornbill.base.Fault;
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
    if (shape.rank() < minRank || shape.rank() > maxRank) {
      throw Fault.of(layer.owner())
          .expected(
              "input must have %s%s axes %s",
              maxRank == minRank ? "" : "at least ", minRank, axesText)
          .received(shape)
          .remedy("Reshape the data, or check the layer before.")
          .argument();
    }
    axes.forEach(
        (axis, length) -> {
          if (shape.dim(axis) != Shape.UNKNOWN && shape.dim(axis) != length) {
            throw Fault.of(layer.owner())
                .expected(
                    "axis %s of the input must have length %s, as when the layer was built",
                    axis, length)
                .received(shape)
                .remedy("Use a new layer for inputs of another size.")
                .argument();
          }
        });
  }
}
