package io.hornbill.visualization.internal.scene;

import io.hornbill.base.Fault;
import java.awt.AWTError;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.function.Supplier;

/** The machine's fonts that have the widths of {@link TextWidths}, or else its usual one. */
public final class Fonts {
  private static final List<String> FAMILIES =
      List.of("Arial", "Helvetica", "Liberation Sans", "Nimbus Sans");
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private Fonts() {}

  /** The name of a family. */
  public static String family() {
    return needed(Fonts::choose);
  }

  private static String choose() {
    for (String family : FAMILIES) {
      if (new Font(family, Font.PLAIN, 12).getFamily().equals(family)) {
        return family;
      }
    }
    new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("x", CONTEXT);
    return Font.SANS_SERIF;
  }

  /**
   * Runs what needs fonts.
   *
   * @throws IllegalStateException if the machine has none, as small containers have not, or if it
   *     names a screen that is not there
   */
  public static <T> T needed(Supplier<T> drawing) {
    try {
      return drawing.get();
    } catch (AWTError e) {
      throw Fault.of("Plots")
          .expected("the screen that DISPLAY names must be there")
          .received(e.getMessage())
          .remedy("Start Java with -Djava.awt.headless=true.")
          .state(e);
    } catch (LinkageError | InternalError | NullPointerException e) {
      // So does Java say that the libraries or files of fonts are missing.
      if (isOfFonts(e)) {
        throw Fault.of("Plots")
            .expected("the machine must have fonts")
            .received(e)
            .remedy(
                "Install them (apt-get install fontconfig fonts-liberation), or write the model"
                    + " as .svg, .pdf or .dot.")
            .state(e);
      }
      throw e;
    }
  }

  private static boolean isOfFonts(Throwable e) {
    for (StackTraceElement place : e.getStackTrace()) {
      if (place.getClassName().startsWith("sun.font.")
          || place.getClassName().startsWith("sun.awt.")) {
        return true;
      }
    }
    return e instanceof LinkageError;
  }
}
