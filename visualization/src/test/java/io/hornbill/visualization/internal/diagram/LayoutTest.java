package io.hornbill.visualization.internal.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.visualization.KerasDrawings;
import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Frame;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  private final List<Box> boxes = new ArrayList<>();

  static Stream<Arguments> modelsInAllDirections() {
    return KerasDrawings.names()
        .flatMap(name -> Stream.of("TB", "LR", "BT", "RL").map(way -> Arguments.of(name, way)));
  }

  private static Diagram diagram(String name) {
    PlotOptions all = new PlotOptions().showShapes(true).showLayerNames(true).showDataType(true);
    return ModelDiagram.of(
        KerasDrawings.model(name),
        all.showTrainable(true).showLayerActivations(true).expandNested(true));
  }

  private void collect(List<Item> items, Layout layout, Rectangle2D around) {
    for (Item item : items) {
      Rectangle2D place = layout.place(item);
      assertThat(around.contains(place)).as("%s in %s", place, around).isTrue();
      if (item instanceof Box box) {
        boxes.add(box);
      } else if (item instanceof Frame frame) {
        Rectangle2D below =
            new Rectangle2D.Double(
                place.getX(),
                place.getY() + Layout.FRAME_HEAD,
                place.getWidth(),
                place.getHeight() - Layout.FRAME_HEAD);
        collect(frame.items(), layout, below);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsInAllDirections")
  void nothingOverlapsAndNothingIsOutside(String name, String way) {
    Diagram diagram = diagram(name);
    Layout layout = new Layout(diagram, way);
    collect(
        diagram.items(),
        layout,
        new Rectangle2D.Double(0, 0, layout.width() + 0.01, layout.height() + 0.01));
    assertThat(boxes).hasSizeGreaterThan(4);
    for (Box one : boxes) {
      for (Box other : boxes) {
        boolean apart = one == other || !layout.place(one).intersects(layout.place(other));
        assertThat(apart).as("%s and %s", one.id(), other.id()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsInAllDirections")
  void arrowsLeaveAndReachTheirBoxesAndCrossNoOther(String name, String way) {
    Diagram diagram = diagram(name);
    Layout layout = new Layout(diagram, way);
    collect(diagram.items(), layout, new Rectangle2D.Double(-1, -1, 1e6, 1e6));
    assertThat(diagram.arrows()).isNotEmpty();
    for (Arrow arrow : diagram.arrows()) {
      List<Point2D> line = layout.line(arrow);
      for (Box box : boxes) {
        Rectangle2D place = layout.place(box);
        if (box.id().equals(arrow.from())) {
          assertThat(isAtBorder(place, line.get(0))).isTrue();
        } else if (box.id().equals(arrow.to())) {
          assertThat(isAtBorder(place, line.get(line.size() - 1))).isTrue();
        } else {
          assertThat(crosses(line, place)).as("%s through %s", arrow, box.id()).isFalse();
        }
      }
    }
  }

  private static boolean isAtBorder(Rectangle2D place, Point2D point) {
    Rectangle2D inner = grown(place, -0.5);
    return grown(place, 0.5).contains(point) && !inner.contains(point);
  }

  private static Rectangle2D grown(Rectangle2D r, double by) {
    return new Rectangle2D.Double(
        r.getX() - by, r.getY() - by, r.getWidth() + 2 * by, r.getHeight() + 2 * by);
  }

  private static boolean crosses(List<Point2D> line, Rectangle2D place) {
    for (int i = 1; i < line.size(); i++) {
      if (new Line2D.Double(line.get(i - 1), line.get(i)).intersects(grown(place, -0.5))) {
        return true;
      }
    }
    return false;
  }
}
