package io.hornbill.training;

import io.hornbill.callbacks.TrainedLayer;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What callbacks may see of a network's layers. */
final class Inspection {
  private Inspection() {}

  /** The layers with their weights by Keras' paths. */
  static List<TrainedLayer> layers(Network network) {
    Map<Layer, List<String>> connections = network.connections();
    List<TrainedLayer> result = new ArrayList<>();
    for (Layer layer : network.layers()) {
      List<String> from =
          connections.getOrDefault(layer, List.of()).stream()
              .map(input -> input.substring(0, input.lastIndexOf('[')))
              .toList();
      Map<String, INDArray> weights = new LinkedHashMap<>();
      addWeights(layer, scope(network), weights);
      result.add(new TrainedLayer(layer.name(), layer.className(), from, weights));
    }
    return result;
  }

  /** The layers of a functional model are made outside of it, those of a sequential one inside. */
  private static String scope(Layer network) {
    return network instanceof Network known && known.isFunctional() ? "" : network.name() + "/";
  }

  private static void addWeights(Layer layer, String scope, Map<String, INDArray> weights) {
    boolean network = layer instanceof Network;
    String inner = network ? scope(layer) : scope + layer.name() + "/";
    Set<Variable> theirs = new HashSet<>();
    layer.sublayers().forEach(sublayer -> theirs.addAll(sublayer.weights()));
    for (Variable weight : layer.weights()) {
      if (!theirs.contains(weight)) {
        weights.put(inner + weight.name(), weight.value());
      }
    }
    layer.sublayers().forEach(sublayer -> addWeights(sublayer, inner, weights));
  }

  /**
   * Computes the first output of each layer, as in inference.
   *
   * @param network the network
   * @param inputs one array per input, of known shape
   */
  static Map<String, INDArray> activations(Network network, List<INDArray> inputs) {
    List<Tensor> xs = new ArrayList<>();
    for (INDArray input : inputs) {
      xs.add(Ops.placeholder("x", new Spec(input.dataType(), Shape.of(input.shape()))));
    }
    Trace trace = Trace.inference();
    trace.runPlanned(network, xs);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      Tensor output = trace.firstOutputs().get(layer);
      if (output != null) {
        outputs.put(layer.name(), output);
      }
    }
    Map<String, INDArray> result = new LinkedHashMap<>();
    Program program = new Program(xs, List.copyOf(outputs.values()), List.of());
    try (Plan plan = Plan.compile(program, new PlanOptions(false))) {
      for (int i = 0; i < inputs.size(); i++) {
        plan.input(i).assign(inputs.get(i));
      }
      plan.run();
      int i = 0;
      for (String name : outputs.keySet()) {
        result.put(name, plan.output(i++).dup('c'));
      }
    }
    return result;
  }
}
