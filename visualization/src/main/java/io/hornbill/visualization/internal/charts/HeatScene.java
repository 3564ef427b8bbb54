package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.GradCamOptions;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Pixels;
import io.hornbill.visualization.internal.scene.Scene;
import java.awt.geom.Rectangle2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A photograph, and beside it the same with heat over it. */
public final class HeatScene {
  private static final double MARGIN = 16;
  private static final double SIDE = 320;
  private static final double SHARE = 0.5;
  private static final Lettering PLAIN = new Lettering(12, false, 0x374151);

  private HeatScene() {}

  /** Draws both; the photograph is [height, width, channels]. */
  public static Scene of(INDArray photograph, GradCam cam, GradCamOptions options) {
    long[] s = photograph.shape();
    INDArray one =
        s.length == 4 ? photograph : photograph.reshape(1, s[0], s[1], s.length == 3 ? s[2] : 1);
    Pixels picture = ImageArrays.of("photograph", one).get(0);
    double height = SIDE * picture.height() / picture.width();
    Scene scene = new Scene(3 * MARGIN + 2 * SIDE, MARGIN + height + 34, options.title());
    boolean smooth = picture.width() > SIDE / 4;
    Rectangle2D left = new Rectangle2D.Double(MARGIN, MARGIN, SIDE, height);
    Rectangle2D right = new Rectangle2D.Double(2 * MARGIN + SIDE, MARGIN, SIDE, height);
    scene.picture(left, picture, smooth).picture(right, warmed(picture, cam), smooth);
    String about = "Grad-CAM: class " + cam.classIndex();
    double y = MARGIN + height + 20;
    scene.text(left.getX(), y, 0, options.title(), PLAIN);
    return scene.text(right.getX(), y, 0, about, PLAIN);
  }

  private static Pixels warmed(Pixels picture, GradCam cam) {
    int[] rgb = new int[picture.rgb().length];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int i = y * picture.width() + x;
        double heat = heat(cam, (y + 0.5) / picture.height(), (x + 0.5) / picture.width());
        rgb[i] = Shades.between(picture.rgb()[i], Shades.heat(heat), SHARE);
      }
    }
    return new Pixels(picture.width(), picture.height(), rgb);
  }

  /** The heat between the centres of the map's places. */
  private static double heat(GradCam cam, double down, double right) {
    double y = Math.max(0, Math.min(cam.height() - 1.0, down * cam.height() - 0.5));
    double x = Math.max(0, Math.min(cam.width() - 1.0, right * cam.width() - 0.5));
    int y0 = (int) y;
    int x0 = (int) x;
    int y1 = Math.min(y0 + 1, cam.height() - 1);
    int x1 = Math.min(x0 + 1, cam.width() - 1);
    double above = mixed(at(cam, y0, x0), at(cam, y0, x1), x - x0);
    double below = mixed(at(cam, y1, x0), at(cam, y1, x1), x - x0);
    return mixed(above, below, y - y0);
  }

  private static double at(GradCam cam, int y, int x) {
    return cam.heat()[y * cam.width() + x];
  }

  private static double mixed(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
