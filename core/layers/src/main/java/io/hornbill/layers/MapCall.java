package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A way to call a layer: with a map of tensors, in the order in which Keras takes it apart. */
final class MapCall extends KerasLayer<MapCall> {
  private final Layer layer;
  private final List<String> paths;

  /**
   * Makes a way to call a layer.
   *
   * @param layer a {@link MapLayer}
   * @param paths the keys of the map, sorted
   */
  MapCall(Layer layer, List<String> paths) {
    this.layer = addLayer(layer);
    this.paths = List.copyOf(paths);
    dataType(layer.dataType());
    name(layer.name() + "_map");
  }

  static Map<String, Tensor> apply(MapLayer layer, Map<String, ?> inputs) {
    if (!(layer instanceof Layer known)) {
      throw Fault.of("MapLayer")
          .expected("what takes maps must be a layer")
          .received(layer.getClass().getName())
          .remedy("Extend Layer.")
          .argument();
    }
    Map<String, Tensor> sorted = Network.apart(inputs);
    List<String> paths = List.copyOf(sorted.keySet());
    List<Tensor> outputs = new MapCall(known, paths).applyAll(List.copyOf(sorted.values()));
    return named(paths, outputs);
  }

  private static Map<String, Tensor> named(List<String> paths, List<Tensor> tensors) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      map.put(EndPaths.name(paths.get(i)), tensors.get(i));
    }
    return map;
  }

  List<String> paths() {
    return paths;
  }

  @Override
  public String className() {
    return layer.className();
  }

  /** A layer that takes maps learns nothing of what stands beside its pictures. */
  @Override
  protected void build(List<Shape> inputs) {
    int images = paths.indexOf("images");
    if (images < 0) {
      throw Fault.of(layer.owner())
          .expected("a map must have \"images\"")
          .received(paths.stream().map(EndPaths::name).toList())
          .remedy("Add the pictures.")
          .argument();
    }
    layer.buildFor(List.of(inputs.get(images)));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Map<String, Tensor> outputs =
        ((MapLayer) layer).callMap(named(paths, inputs), context.of(layer));
    List<Tensor> ordered = new ArrayList<>();
    paths.forEach(path -> ordered.add(Objects.requireNonNull(outputs.get(EndPaths.name(path)))));
    return ordered;
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return layer.keepsRowsApart(inTraining);
  }

  @Override
  Layer listed() {
    return layer;
  }

  @Override
  public Config config() {
    throw Fault.of(owner())
        .expected("a layer in another one must have a configuration")
        .received("a call with a map, which is a call of the layer")
        .remedy("Put both into a Model.")
        .unsupported();
  }
}
