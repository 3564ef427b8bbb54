package io.hornbill.visualization.internal.scene;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How wide texts are in Helvetica, and so in Arial and Liberation Sans: known without any font, so
 * that a picture has one layout on every machine.
 */
public final class TextWidths {
  private static final int WIDE = 1000;
  private static final int USUAL = 600;
  private static final int FIRST_WIDE = 0x1100;
  private static final int[][] WIDTHS = read();

  private TextWidths() {}

  /** The width of a string, in the unit of the size. */
  public static double of(String text, double size, boolean bold) {
    int[] widths = WIDTHS[bold ? 1 : 0];
    return text.codePoints().mapToLong(c -> width(c, widths)).sum() * size / 1000;
  }

  private static int width(int c, int[] widths) {
    if (c >= ' ' && c <= '~') {
      return widths[c - ' '];
    }
    if (c >= 0xA0 && c <= 0xFF) {
      return widths[c - 0xA0 + '~' - ' ' + 1];
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    return c >= FIRST_WIDE ? WIDE : USUAL;
  }

  private static int[][] read() {
    try (InputStream in = TextWidths.class.getResourceAsStream("helvetica.txt")) {
      if (in == null) {
        throw Fault.of("Plots")
            .expected("helvetica.txt must be in the jar")
            .received("none")
            .state();
      }
      String[] lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1);
      return new int[][] {numbers(lines[1]), numbers(lines[2])};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] numbers(String line) {
    String[] words = line.split(" ", -1);
    int[] numbers = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Integer.parseInt(words[i]);
    }
    return numbers;
  }
}
