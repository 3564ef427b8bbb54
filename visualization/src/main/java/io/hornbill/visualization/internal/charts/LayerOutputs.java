package io.hornbill.visualization.internal.charts;

import io.hornbill.Model;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers inside a model, by names. */
public final class LayerOutputs {
  private LayerOutputs() {}

  /** The weights, {@code layer/kernel}. */
  public static Map<String, INDArray> weights(Network model) {
    Map<String, INDArray> result = new LinkedHashMap<>();
    for (Layer layer : model.layers()) {
      for (Variable weight : layer.weights()) {
        String name = layer.name() + "/" + weight.name();
        for (int i = 1; result.containsKey(name); i++) {
          name = layer.name() + "/" + weight.name() + "_" + i;
        }
        result.put(name, weight.value());
      }
    }
    return result;
  }

  /** The outputs of all layers for some input, as in inference. */
  public static Map<String, INDArray> of(Network model, INDArray x) {
    List<String> names = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    for (Layer layer : model.layers()) {
      for (Node node : model.nodes()) {
        boolean itsCall = !node.op().isPure() && node.op().name().equals(layer.name());
        if (itsCall && !(layer instanceof InputLayer) && !names.contains(layer.name())) {
          names.add(layer.name());
          outputs.add(node.output(0));
        }
      }
    }
    Map<String, INDArray> result = new LinkedHashMap<>();
    try (Model all = new Model(model.inputs(), outputs)) {
      List<INDArray> values = all.predict(List.of(x));
      for (int i = 0; i < values.size(); i++) {
        result.put(names.get(i), values.get(i));
      }
    }
    return result;
  }
}
