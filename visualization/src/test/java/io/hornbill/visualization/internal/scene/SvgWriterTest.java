package io.hornbill.visualization.internal.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SvgWriterTest {
  private static final Lettering FONT = new Lettering(10, false, 0x0000FF);

  private static Document parsed(Scene scene) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(SvgWriter.write(scene))));
  }

  private static Element first(Scene scene, String tag) throws Exception {
    return (Element) parsed(scene).getElementsByTagName(tag).item(0);
  }

  @Test
  void anyTextStaysText() throws Exception {
    String hostile = "</text><script>alert(1)</script>&\"'\u0000\uD800\uFFFE é 漢 🦏";
    Scene scene = new Scene(10, 10, hostile).text(1, 2, 0, hostile, FONT);
    String kept =
        hostile.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD').replace('\uFFFE', '\uFFFD');
    assertThat(first(scene, "text").getTextContent()).isEqualTo(kept);
    assertThat(first(scene, "title").getTextContent()).isEqualTo(kept);
    assertThat(parsed(scene).getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void textIsAsWideAsTheLayoutExpects() throws Exception {
    Element text = first(new Scene(99, 10, "").text(50, 2, 0.5, "Hi", FONT), "text");
    // Helvetica: H 722, i 222.
    assertThat(text.getAttribute("textLength")).isEqualTo("9.44");
    assertThat(text.getAttribute("x")).isEqualTo("45.28");
    assertThat(text.getAttribute("fill")).isEqualTo("#0000ff");
  }

  @Test
  void linesAndCurvesArePaths() throws Exception {
    Path2D path = new Path2D.Double();
    path.moveTo(1, 2);
    path.lineTo(3, 4.126);
    path.quadTo(5, 6, 7, 8);
    path.curveTo(1, 2, 3, 4, 5, 6);
    path.closePath();
    Scene scene = new Scene(10, 10, "").add(new Figure(path, Mark.NONE, 0.5, 0xFF0000, 2, true));
    Element line = first(scene, "path");
    assertThat(line.getAttribute("d")).isEqualTo("M1 2L3 4.13Q5 6 7 8C1 2 3 4 5 6Z");
    assertThat(line.getAttribute("fill")).isEqualTo("none");
    assertThat(line.getAttribute("stroke")).isEqualTo("#ff0000");
    assertThat(line.getAttribute("stroke-dasharray")).isEqualTo("5 4");
    assertThat(line.getAttribute("opacity")).isEqualTo("0.5");
  }

  @Test
  void imagesAreInTheFile() throws Exception {
    Scene scene = new Scene(10, 10, "");
    scene.picture(new Rectangle2D.Double(1, 2, 4, 8), new Pixels(1, 2, new int[] {0, 255}), false);
    Element image = first(scene, "image");
    assertThat(image.getAttribute("href")).startsWith("data:image/png;base64,iVBOR");
    assertThat(image.getAttribute("transform")).isEqualTo("matrix(4 0 0 8 1 2)");
    assertThat(image.getAttribute("image-rendering")).isEqualTo("pixelated");
  }
}
