package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a summary says of each layer. */
final class SummaryRows {
  private final Network network;
  private final SummaryOptions options;
  private final Map<Layer, List<String>> connections;
  private final boolean chain;

  SummaryRows(Network network, SummaryOptions options) {
    this.network = network;
    this.options = options;
    boolean defined = network.isDefined();
    connections = defined ? connections(network) : Map.of();
    boolean one = connections.values().stream().allMatch(from -> from.size() == 1);
    chain = !defined || (one && network.inputs().size() == 1);
  }

  boolean isChain() {
    return chain;
  }

  List<String> header() {
    List<String> header = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    if (!chain) {
      header.add("Connected to");
    }
    if (options.isShowTrainable()) {
      header.add("Trainable");
    }
    return header;
  }

  /** As Keras has it: {@code layer[call][output]}, so that calls of a shared layer differ. */
  private static Map<Layer, List<String>> connections(Network network) {
    IdentityHashMap<Node, Integer> calls = new IdentityHashMap<>();
    IdentityHashMap<Layer, Integer> seen = new IdentityHashMap<>();
    for (Node node : network.nodes()) {
      if (node.op() instanceof LayerCall call) {
        calls.put(node, seen.merge(call.layer(), 1, Integer::sum) - 1);
      }
    }
    Map<Layer, List<String>> result = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (node.op() instanceof LayerCall call && !node.inputs().isEmpty()) {
        List<String> from = result.computeIfAbsent(call.layer(), layer -> new ArrayList<>());
        for (Tensor input : node.inputs()) {
          int index = calls.getOrDefault(input.node(), 0);
          from.add(
              String.format(Locale.ROOT, "%s[%d][%d]", input.op().name(), index, input.index()));
        }
      }
    }
    return result;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Layer layer : range(network.layers())) {
      add(rows, network, layer, 0);
    }
    return rows;
  }

  private List<Layer> range(List<Layer> layers) {
    String first = options.first();
    String last = options.last();
    if (first == null || last == null) {
      return layers;
    }
    int from = -1;
    int to = -1;
    for (int i = 0; i < layers.size(); i++) {
      from = from < 0 && matches(layers.get(i), first) ? i : from;
      to = matches(layers.get(i), last) ? i : to;
    }
    if (from < 0 || to < 0) {
      throw Fault.of("SummaryOptions")
          .expected("layerRange must name layers of %s", network.name())
          .received("\"%s\", \"%s\"", first, last)
          .remedy("Choose among %s.", layers.stream().map(Layer::name).toList())
          .argument();
    }
    return layers.subList(Math.min(from, to), Math.max(from, to) + 1);
  }

  private static boolean matches(Layer layer, String name) {
    try {
      return layer.name().equals(name) || Pattern.compile(name).matcher(layer.name()).lookingAt();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private void add(List<List<String>> rows, Network owner, Layer layer, int depth) {
    String before = depth == 0 ? "" : "   ".repeat(depth) + "└ ";
    List<String> row = new ArrayList<>();
    row.add("%s%s (%s)".formatted(before, layer.name(), layer.className()));
    List<Shape> shapes = owner.shapesOf(layer);
    boolean unknown = shapes.isEmpty() && !layer.isBuilt();
    row.add(
        unknown ? "?" : shapes.stream().map(SummaryRows::text).collect(Collectors.joining(", ")));
    String count = String.format(Locale.ROOT, "%,d", layer.countParams());
    row.add(layer.isBuilt() ? count : count + " (unbuilt)");
    if (!chain) {
      row.add(from(owner, layer));
    }
    if (options.isShowTrainable()) {
      row.add(layer.weights().isEmpty() ? "-" : layer.isTrainable() ? "Y" : "N");
    }
    rows.add(row);
    if (options.isExpandNested() && layer instanceof Network inner) {
      for (Layer part : inner.layers()) {
        add(rows, inner, part, depth + 1);
      }
    }
  }

  private String from(Network owner, Layer layer) {
    Map<Layer, List<String>> known =
        owner == network ? connections : owner.isDefined() ? connections(owner) : Map.of();
    @Nullable List<String> from = known.get(layer);
    return from == null ? "-" : String.join(", ", from);
  }

  private static String text(Shape shape) {
    return LongStream.of(shape.dims())
        .mapToObj(d -> d < 0 ? "None" : Long.toString(d))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
