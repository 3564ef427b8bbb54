package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.internal.scene.Mark;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Scene;
import io.hornbill.visualization.internal.scene.TextWidths;
import java.awt.geom.Line2D;
import java.util.List;

/** The names of curves, in as many rows as they need. */
final class Legend {
  private static final double ROW = 18;
  private static final double SAMPLE = 22;
  private static final double GAP = 16;
  private static final double TEXT = 11;
  private static final Lettering FONT = new Lettering(TEXT, false, 0x374151);

  private final List<Line> lines;
  private final double column;
  private final int columns;

  Legend(List<Line> lines, double width) {
    this.lines = lines;
    double longest =
        lines.stream().mapToDouble(line -> TextWidths.of(line.name(), TEXT, false)).max().orElse(0);
    double wanted = SAMPLE + longest + GAP;
    columns = (int) Math.max(1, Math.min(lines.size(), (width + GAP) / wanted));
    column = Math.min(wanted, width);
  }

  double height() {
    int rows = (lines.size() + columns - 1) / columns;
    return ROW * rows;
  }

  void draw(Scene scene, double left, double top) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      double x = left + i % columns * column;
      int row = i / columns;
      double y = top + row * ROW + ROW / 2;
      Line2D sample = new Line2D.Double(x, y, x + SAMPLE - 6, y);
      scene.add(new Figure(sample, Mark.NONE, 1, line.color(), 2, line.dashed()));
      String name = Labels.shortened(line.name(), column - SAMPLE, TEXT);
      scene.text(x + SAMPLE, y + 4, 0, name, FONT);
    }
  }
}
