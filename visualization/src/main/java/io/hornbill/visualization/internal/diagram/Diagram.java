package io.hornbill.visualization.internal.diagram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Boxes, frames around some of them, and arrows.
 *
 * @param title the model's name
 * @param items boxes and frames
 * @param arrows each once
 */
public record Diagram(String title, List<Item> items, List<Arrow> arrows) {
  /** A box or a frame. */
  public sealed interface Item {
    /** What arrows name it by; unique in the diagram. */
    String id();
  }

  /**
   * A layer.
   *
   * @param id unique in the diagram
   * @param name the layer's name; null if it is not shown
   * @param className the layer's class
   * @param activation the name of its activation; null if none is shown
   * @param cells what else is shown
   */
  public record Box(
      String id,
      @Nullable String name,
      String className,
      @Nullable String activation,
      List<Cell> cells)
      implements Item {}

  /**
   * Something about a layer.
   *
   * @param topic what
   * @param value the value
   */
  public record Cell(Topic topic, String value) {}

  /** What cells are about. */
  public enum Topic {
    INPUT_SHAPE,
    OUTPUT_SHAPE,
    DATA_TYPE,
    TRAINABLE,
    FROZEN
  }

  /**
   * A model among the layers.
   *
   * @param id unique in the diagram
   * @param label the model's name
   * @param items its boxes and frames
   */
  public record Frame(String id, String label, List<Item> items) implements Item {}

  /**
   * An arrow between boxes.
   *
   * @param from the id of the box that it leaves
   * @param to the id of the box that it points to
   */
  public record Arrow(String from, String to) {}
}
