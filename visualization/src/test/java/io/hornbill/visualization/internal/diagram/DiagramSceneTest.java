package io.hornbill.visualization.internal.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.visualization.KerasDrawings;
import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Scene;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramSceneTest {

  private static List<Rectangle2D> texts(Scene scene) {
    List<Rectangle2D> texts = new ArrayList<>();
    scene.marks().stream()
        .filter(Label.class::isInstance)
        .map(Label.class::cast)
        .filter(label -> !label.text().isEmpty())
        .forEach(
            label ->
                texts.add(
                    new Rectangle2D.Double(
                        label.left(),
                        label.y() - label.font().size(),
                        label.width(),
                        label.font().size())));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("io.hornbill.visualization.KerasDrawings#names")
  void everyTextLiesInABoxOrFrameAndOnNoOther(String name) {
    PlotOptions all = new PlotOptions().showShapes(true).showLayerNames(true).showDataType(true);
    all.showTrainable(true).showLayerActivations(true).expandNested(true);
    Scene scene = DiagramScene.of(ModelDiagram.of(KerasDrawings.model(name), all), "TB");
    List<Rectangle2D> outlines =
        scene.marks().stream()
            .filter(Figure.class::isInstance)
            .map(mark -> ((Figure) mark).shape().getBounds2D())
            .toList();
    List<Rectangle2D> texts = texts(scene);
    assertThat(texts)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            text -> {
              assertThat(outlines).anyMatch(outline -> outline.contains(text));
              assertThat(texts).filteredOn(other -> other.intersects(text)).hasSize(1);
            });
  }
}
