package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One application of a layer to symbolic tensors: what the functional API makes. Models replace it
 * by the layer's computation before anything is compiled.
 */
final class LayerCall extends SymbolicCall {
  private final Layer layer;
  private final int index;
  private final CallOptions options;

  private LayerCall(Layer layer, int index, List<Spec> outputs, CallOptions options) {
    super(layer, outputs, "the layer's computation", "Make a Model of it first.");
    this.layer = layer;
    this.index = index;
    this.options = options;
  }

  static List<Tensor> record(Layer layer, List<Tensor> inputs) {
    return record(layer, inputs, new CallOptions());
  }

  /** Masks stand behind the other inputs. */
  static List<Tensor> record(Layer layer, List<Tensor> inputs, CallOptions options) {
    List<Spec> outputs = layer.inferOutputs(inputs.stream().map(Tensor::spec).toList());
    List<Tensor> all = new ArrayList<>(inputs);
    options.masks().forEach(mask -> all.add(mask.tensor()));
    return layer
        .newCall(index -> Node.of(new LayerCall(layer, index, outputs, options), all))
        .outputs();
  }

  CallOptions options() {
    return options;
  }

  /** How many of a node's inputs are not masks. */
  int count(List<Tensor> all) {
    return all.size() - options.masks().size();
  }

  /** {@return the layer} */
  public Layer layer() {
    return layer;
  }

  /** {@return which application of the layer this is, from 0} */
  public int index() {
    return index;
  }
}
