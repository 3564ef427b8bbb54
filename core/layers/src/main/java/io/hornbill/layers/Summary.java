package io.hornbill.layers;

import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Keras' table of a network's layers. */
final class Summary {
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private final Network network;
  private final SummaryRows content;
  private final SummaryWidths layout;

  Summary(Network network, SummaryOptions options) {
    this.network = network;
    content = new SummaryRows(network, options);
    layout = new SummaryWidths(options, content.isChain());
  }

  void print(Consumer<String> out) {
    List<String> header = content.header();
    List<List<String>> rows = content.rows();
    int[] widths = layout.of(header, rows);
    out.accept("Model: \"%s\"".formatted(network.name()));
    out.accept(rule(widths, "┏━", "━┳━", "━┓", "━"));
    row(out, widths, header, "┃");
    out.accept(rule(widths, "┡━", "━╇━", "━┩", "━"));
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.accept(rule(widths, "├─", "─┼─", "─┤", "─"));
      }
      row(out, widths, rows.get(i), "│");
    }
    out.accept(rule(widths, "└─", "─┴─", "─┘", "─"));
    total(out, "Total params", network.weights());
    total(out, "Trainable params", network.trainableWeights());
    total(out, "Non-trainable params", network.nonTrainableWeights());
  }

  private static String rule(int[] widths, String left, String middle, String right, String dash) {
    return IntStream.of(widths)
        .mapToObj(dash::repeat)
        .collect(Collectors.joining(middle, left, right));
  }

  /** As many lines as the longest cell needs. */
  private void row(Consumer<String> out, int[] widths, List<String> cells, String bar) {
    List<List<String>> columns = new ArrayList<>();
    int lines = 1;
    for (int i = 0; i < widths.length; i++) {
      columns.add(SummaryWidths.wrapped(cells.get(i), widths[i], layout.areDivided()));
      lines = Math.max(lines, columns.get(i).size());
    }
    for (int line = 0; line < lines; line++) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        List<String> column = columns.get(i);
        parts.add(placed(line < column.size() ? column.get(line) : "", widths[i], i));
      }
      out.accept(bar + " " + String.join(" " + bar + " ", parts) + " " + bar);
    }
  }

  /** Numbers stand to the right, and what is trainable in the middle. */
  private String placed(String text, int width, int column) {
    int gap = width - text.length();
    int last = content.isChain() ? 3 : 4;
    int left = column == 2 ? gap : column == last ? gap / 2 : 0;
    return " ".repeat(left) + text + " ".repeat(gap - left);
  }

  private static void total(Consumer<String> out, String what, List<Variable> weights) {
    long count = 0;
    double bytes = 0;
    for (Variable weight : weights) {
      long size = weight.shape().size();
      count += size;
      bytes += size * (weight.dataType() == DataType.DOUBLE ? 8.0 : 4.0);
    }
    int unit = 0;
    while (bytes >= 1024 && unit < UNITS.length - 1) {
      bytes /= 1024;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%,d", count);
    out.accept(String.format(Locale.ROOT, " %s: %s (%.2f %s)", what, number, bytes, UNITS[unit]));
  }
}
