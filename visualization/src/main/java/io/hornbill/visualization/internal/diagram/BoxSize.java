package io.hornbill.visualization.internal.diagram;

import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Cell;
import io.hornbill.visualization.internal.scene.TextWidths;

/** How large a box is, so that all its texts fit. */
final class BoxSize {
  static final double TITLE = 13;
  static final double TEXT = 12;
  static final double ROW = 24;
  static final double MARGIN = 12;
  static final double GAP = 6;

  private final Box box;

  BoxSize(Box box) {
    this.box = box;
  }

  double height() {
    int rows = 1 + (box.activation() == null ? 0 : 1) + (box.cells().isEmpty() ? 0 : 1);
    return rows * ROW;
  }

  double width() {
    double widest = titleWidth() + 2 * MARGIN;
    if (box.activation() != null) {
      widest = Math.max(widest, captioned("Activation", box.activation()) + 2 * MARGIN);
    }
    return Math.ceil(Math.max(widest, cellsWidth()));
  }

  double titleWidth() {
    String name = box.name();
    return name == null
        ? TextWidths.of(box.className(), TITLE, true)
        : TextWidths.of(name, TITLE, true) + GAP + TextWidths.of(box.className(), TEXT, false);
  }

  double cellsWidth() {
    return box.cells().stream().mapToDouble(BoxSize::of).sum();
  }

  static double of(Cell cell) {
    return captioned(caption(cell), cell.value()) + 2 * MARGIN;
  }

  static double captioned(String caption, String value) {
    double before = caption.isEmpty() ? 0 : TextWidths.of(caption, TEXT, false) + GAP;
    return before + TextWidths.of(value, TEXT, true);
  }

  static String caption(Cell cell) {
    return switch (cell.topic()) {
      case INPUT_SHAPE -> "Input";
      case OUTPUT_SHAPE -> "Output";
      case DATA_TYPE -> "Type";
      case TRAINABLE, FROZEN -> "";
    };
  }
}
