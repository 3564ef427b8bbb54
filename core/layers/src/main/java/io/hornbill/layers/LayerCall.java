package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of a layer to symbolic tensors: what the functional API makes. Models replace it
 * by the layer's computation before anything is compiled.
 */
public final class LayerCall implements Op {
  private final Layer layer;
  private final int index;
  private final List<Spec> outputs;

  private LayerCall(Layer layer, int index, List<Spec> outputs) {
    this.layer = layer;
    this.index = index;
    this.outputs = outputs;
  }

  static List<Tensor> record(Layer layer, List<Tensor> inputs) {
    List<Spec> outputs = layer.inferOutputs(inputs.stream().map(Tensor::spec).toList());
    LayerCall call = layer.newCall(index -> new LayerCall(layer, index, outputs));
    return Node.of(call, inputs).outputs();
  }

  /** {@return the layer} */
  public Layer layer() {
    return layer;
  }

  /** {@return which application of the layer this is, from 0} */
  public int index() {
    return index;
  }

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return outputs;
  }

  @Override
  @SuppressWarnings("NullAway") // the nullness of type arguments is not read from class files
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    throw new UnsupportedOperationException(
        layer.owner()
            + ": gradients need the layer's computation. Received: a symbolic call. Make a Model of"
            + " it first.");
  }

  @Override
  public boolean isPure() {
    return false;
  }
}
