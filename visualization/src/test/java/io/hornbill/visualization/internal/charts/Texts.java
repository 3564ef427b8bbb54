package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.internal.scene.Mark;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.List;

/** What a scene shows. */
final class Texts {
  private Texts() {}

  static List<String> of(Scene scene) {
    return scene.marks().stream()
        .filter(Label.class::isInstance)
        .map(mark -> ((Label) mark).text())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** The curves: lines that are not parts of axes or legends. */
  static List<Figure> curves(Scene scene) {
    return scene.marks().stream()
        .filter(Figure.class::isInstance)
        .map(Figure.class::cast)
        .filter(figure -> figure.stroke() != Mark.NONE && figure.width() == 1.8)
        .toList();
  }
}
