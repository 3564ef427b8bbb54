package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Scene;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Panels beside each other, under a common title. */
final class Panels {
  private static final double TITLE = 34;
  private static final Lettering FONT = new Lettering(16, true, 0x111827);

  private Panels() {}

  /** Draws panels row by row. */
  static Scene of(List<Panel> panels, int columns, ChartOptions options) {
    int used = Math.max(1, Math.min(columns, panels.size()));
    int rows = (panels.size() + used - 1) / used;
    double top = options.title().isEmpty() ? 0 : TITLE;
    double width = options.width();
    double height =
        options.height() + panels.stream().mapToDouble(one -> one.more(width)).max().orElse(0);
    Scene scene = new Scene(used * width, top + rows * height, options.title());
    scene.text(14, TITLE - 10, 0, options.title(), FONT);
    for (int i = 0; i < panels.size(); i++) {
      int row = i / used;
      double x = i % used * width;
      panels.get(i).draw(scene, new Rectangle2D.Double(x, top + row * height, width, height));
    }
    return scene;
  }
}
