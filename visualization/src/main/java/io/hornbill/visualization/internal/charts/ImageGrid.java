package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Pixels;
import io.hornbill.visualization.internal.scene.Scene;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images in rows, each with a label below. */
public final class ImageGrid {
  private static final double MARGIN = 16;
  private static final double GAP = 10;
  private static final double SIDE = 96;
  private static final double LABEL = 16;
  private static final double TITLE = 28;
  private static final int MOST = 2500;
  private static final int MOST_COLUMNS = 12;
  private static final Lettering PLAIN = new Lettering(11, false, 0x374151);

  private ImageGrid() {}

  /** Draws images [images, height, width, channels]; there may be no labels. */
  public static Scene of(INDArray x, List<String> labels, ChartOptions options) {
    return of(ImageArrays.of("x", x), labels, options);
  }

  /** Numbers as labels, whole ones without a point. */
  public static List<String> labels(INDArray labels) {
    if (Numbers.columns(labels) > 1) {
      return Stream.of(Numbers.classes("labels", labels))
          .flatMap(all -> java.util.Arrays.stream(all).mapToObj(String::valueOf))
          .toList();
    }
    return java.util.Arrays.stream(Numbers.of(labels))
        .mapToObj(v -> v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf((float) v))
        .toList();
  }

  static Scene of(List<Pixels> images, List<String> labels, ChartOptions options) {
    if (images.size() > MOST) {
      throw Fault.of("Plots")
          .expected("at most %s images can be drawn", MOST)
          .received(images.size())
          .remedy("Take a slice of them.")
          .argument();
    }
    if (!labels.isEmpty() && labels.size() != images.size()) {
      throw Fault.of("Plots")
          .expected("there must be one label for each of the %s images", images.size())
          .received("%s labels", labels.size())
          .remedy("Pass as many, or none.")
          .argument();
    }
    Pixels first = images.get(0);
    double width = SIDE * Math.max(1, Math.min(3, (double) first.width() / first.height()));
    double height = width * first.height() / first.width();
    int columns = (int) Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(images.size() * 1.5)));
    int rows = (images.size() + columns - 1) / columns;
    double label = labels.isEmpty() ? 0 : LABEL;
    double top = MARGIN + (options.title().isEmpty() ? 0 : TITLE);
    Scene scene =
        new Scene(
            2 * MARGIN + columns * (width + GAP) - GAP,
            top + rows * (height + label + GAP) - GAP + MARGIN,
            options.title());
    scene.text(MARGIN, MARGIN + 14, 0, options.title(), new Lettering(14, true, 0x111827));
    for (int i = 0; i < images.size(); i++) {
      double x = MARGIN + i % columns * (width + GAP);
      int row = i / columns;
      double y = top + row * (height + label + GAP);
      boolean smooth = images.get(i).width() > width;
      scene.picture(new Rectangle2D.Double(x, y, width, height), images.get(i), smooth);
      scene.draw(new Rectangle2D.Double(x, y, width, height), 0xD1D5DB, 0.5);
      if (!labels.isEmpty()) {
        String text = Labels.shortened(labels.get(i), width, PLAIN.size());
        scene.text(x + width / 2, y + height + 13, 0.5, text, PLAIN);
      }
    }
    return scene;
  }
}
