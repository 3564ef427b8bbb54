package io.hornbill.layers;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Keras' table of a network's layers. */
final class Summary {
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private final Network network;
  private final boolean chain;
  private final List<String[]> rows = new ArrayList<>();

  Summary(Network network) {
    this.network = network;
    Map<Layer, List<String>> connections = network.connections();
    chain =
        network.inputs().size() == 1
            && connections.values().stream().allMatch(from -> from.size() == 1);
    for (Layer layer : network.layers()) {
      List<String> row = new ArrayList<>();
      row.add("%s (%s)".formatted(layer.name(), layer.className()));
      row.add(
          network.shapesOf(layer).stream().map(Summary::text).collect(Collectors.joining(", ")));
      row.add(number(layer.countParams()));
      if (!chain) {
        row.add(String.join(", ", connections.getOrDefault(layer, List.of("-"))));
      }
      rows.add(row.toArray(new String[0]));
    }
  }

  private static String text(Shape shape) {
    return LongStream.of(shape.dims())
        .mapToObj(d -> d < 0 ? "None" : Long.toString(d))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  void print(Consumer<String> out) {
    out.accept("Model: \"%s\"".formatted(network.name()));
    List<String> header = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    if (!chain) {
      header.add("Connected to");
    }
    int[] widths =
        IntStream.range(0, header.size())
            .map(
                i ->
                    Math.max(
                        header.get(i).length(),
                        rows.stream().mapToInt(row -> row[i].length()).max().orElse(0)))
            .toArray();
    out.accept(rule(widths, "┏━", "━┳━", "━┓", "━"));
    out.accept(line(widths, header.toArray(new String[0]), "┃"));
    out.accept(rule(widths, "┡━", "━╇━", "━┩", "━"));
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.accept(rule(widths, "├─", "─┼─", "─┤", "─"));
      }
      out.accept(line(widths, rows.get(i), "│"));
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

  /** Numbers stand to the right. */
  private static String line(int[] widths, String[] cells, String bar) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            i -> {
              String gap = " ".repeat(widths[i] - cells[i].length());
              return i == 2 ? gap + cells[i] : cells[i] + gap;
            })
        .collect(Collectors.joining(" " + bar + " ", bar + " ", " " + bar));
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
    out.accept(
        String.format(Locale.ROOT, " %s: %s (%.2f %s)", what, number(count), bytes, UNITS[unit]));
  }
}
