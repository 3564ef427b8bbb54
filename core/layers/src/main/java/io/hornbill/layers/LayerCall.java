package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of a layer to symbolic tensors: what the functional API makes. Models replace it
 * by the layer's computation before anything is compiled.
 */
final class LayerCall extends SymbolicCall {
  private final Layer layer;
  private final int index;
  private final CallOptions options;
  private final List<@Nullable Spec> masks;

  private LayerCall(
      Layer layer, int index, List<Spec> outputs, CallOptions options, List<@Nullable Spec> masks) {
    super(
        layer,
        outputs,
        "the layer's computation",
        "Make a Model of it first. For a loss, make the layer outside of the loss and put it into"
            + " the model, whose outputs the loss takes, or call it in a step of your own:"
            + " compile(c -> c.step(s -> s.call(layer, x) …)).");
    this.layer = layer;
    this.index = index;
    this.options = options;
    this.masks = masks;
  }

  static List<Tensor> record(Layer layer, List<Tensor> inputs) {
    return record(layer, inputs, new CallOptions());
  }

  /** Masks stand behind the other inputs. */
  static List<Tensor> record(Layer layer, List<Tensor> inputs, CallOptions options) {
    List<Tensor> computed = Applying.compute(layer, inputs, options);
    if (computed != null) {
      return computed;
    }
    SymbolicMasks symbolic = SymbolicMasks.of(layer, inputs, options);
    List<Spec> outputs = symbolic.infer(inputs.stream().map(Tensor::spec).toList());
    List<@Nullable Spec> masks = symbolic.outputs(outputs.size());
    List<Tensor> all = new ArrayList<>(inputs);
    options.masks().forEach(mask -> all.add(mask.tensor()));
    return layer
        .newCall(index -> Node.of(new LayerCall(layer, index, outputs, options, masks), all))
        .outputs();
  }

  /** The mask that an output has in the computation, as far as it is known before it. */
  @Nullable Spec maskOf(Tensor output) {
    return masks.get(output.index());
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
