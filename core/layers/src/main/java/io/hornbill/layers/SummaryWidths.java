package io.hornbill.layers;

import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How wide the columns of a summary are: as their content needs, or as Keras divides a line. */
final class SummaryWidths {
  private static final double[] CHAIN = {0.45, 0.80, 1};
  private static final double[] BRANCHES = {0.3, 0.56, 0.74, 1};
  private static final double SHARE_BESIDE_TRAINABLE = 0.9;
  private static final int LEAST = 4;

  /** A space at each side of a cell, and a bar at its end. */
  private static final int BESIDE = 3;

  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

  private final SummaryOptions options;
  private final boolean chain;

  SummaryWidths(SummaryOptions options, boolean chain) {
    this.options = options;
    this.chain = chain;
  }

  /** Whether columns are as Keras has them. */
  boolean areDivided() {
    return options.lineLength() > 0 || !options.positions().isEmpty();
  }

  int[] of(List<String> header, List<List<String>> rows) {
    if (areDivided()) {
      return divided(header.size());
    }
    int[] widths =
        IntStream.range(0, header.size())
            .map(
                i ->
                    Math.max(
                        header.get(i).length(),
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
            .toArray();
    if (options.widest() > 0) {
      narrow(widths, options.widest() - BESIDE * widths.length - 1);
    }
    return widths;
  }

  /** Takes from the widest column again and again. */
  private static void narrow(int[] widths, int room) {
    int total = IntStream.of(widths).sum();
    while (total > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private double[] ends(int columns) {
    double[] ends = options.positions().stream().mapToDouble(Double::doubleValue).toArray();
    if (ends.length == 0) {
      ends = (chain ? CHAIN : BRANCHES).clone();
    }
    if (options.isShowTrainable() && ends.length == columns - 1) {
      double[] more = new double[columns];
      for (int i = 0; i < ends.length; i++) {
        more[i] = ends[i] * SHARE_BESIDE_TRAINABLE;
      }
      more[columns - 1] = ends[ends.length - 1];
      return more;
    }
    return ends;
  }

  /** Keras' shares; what bars and spaces take is taken from all columns alike. */
  private int[] divided(int columns) {
    double[] ends = ends(columns);
    if (ends.length != columns) {
      throw Fault.of("SummaryOptions")
          .expected("positions must say where each of the %d columns ends", columns)
          .received(options.positions())
          .remedy("Say as many.")
          .argument();
    }
    boolean absolute = ends[columns - 1] > 1;
    int line =
        options.lineLength() > 0 ? options.lineLength() : absolute ? (int) ends[columns - 1] : 100;
    int[] widths = new int[columns];
    int before = 0;
    for (int i = 0; i < columns; i++) {
      widths[i] = (int) (absolute ? ends[i] : ends[i] * line) - before;
      before += widths[i];
    }
    double excess = before + BESIDE * columns + 1 - line;
    for (int i = 0; i < columns; i++) {
      int taken = (int) Math.rint(excess / (columns - i));
      widths[i] -= taken;
      excess -= taken;
      if (widths[i] < 1) {
        throw Fault.of("SummaryOptions")
            .expected("lineLength must leave room for %d columns", columns)
            .received("%d", line)
            .remedy("Choose more.")
            .argument();
      }
    }
    return widths;
  }

  /**
   * Breaks a line between words. A word that is too long goes on in the next line, or ends in an
   * ellipsis, as Keras has it.
   */
  static List<String> wrapped(String text, int width, boolean ellipsis) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      if (line.length() + word.stripTrailing().length() > width) {
        if (line.length() > 0) {
          lines.add(line.toString().stripTrailing());
          line.setLength(0);
        }
        if (ellipsis && word.stripTrailing().length() > width) {
          word = word.substring(0, width - 1) + "… ";
        }
        while (word.stripTrailing().length() > width) {
          lines.add(word.substring(0, width));
          word = word.substring(width);
        }
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
