package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The masks of a symbolic call: what its inputs bring along is there while the layer's outputs are
 * inferred, as in the computation, and what masks come of it is noted for the next layer.
 */
final class SymbolicMasks {
  private static final ThreadLocal<@Nullable SymbolicMasks> CURRENT = new ThreadLocal<>();

  private final Layer layer;
  private final List<@Nullable Spec> inputs;
  private @Nullable List<@Nullable Spec> outputs;

  private SymbolicMasks(Layer layer, List<@Nullable Spec> inputs) {
    this.layer = layer;
    this.inputs = inputs;
  }

  /** The masks of what a layer is applied to: those that it is given, or those of the tensors. */
  static SymbolicMasks of(Layer layer, List<Tensor> inputs, CallOptions options) {
    List<@Nullable Spec> masks = new ArrayList<>();
    for (Tensor input : inputs) {
      masks.add(input.node().op() instanceof LayerCall call ? call.maskOf(input) : null);
    }
    for (CallOptions.Mask given : options.masks()) {
      if (given.input() < masks.size() && !layer.overlooks(given.argument())) {
        masks.set(given.input(), given.tensor().spec());
      }
    }
    return new SymbolicMasks(layer, masks);
  }

  /** What comes out of the layer. */
  List<Spec> infer(List<Spec> specs) {
    SymbolicMasks outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return layer.inferOutputs(specs);
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Gives the inputs of a walk that infers a layer's outputs their masks. */
  static void begin(Trace trace, Layer layer, List<Tensor> inputs) {
    SymbolicMasks current = CURRENT.get();
    if (current == null || current.layer != layer) {
      return;
    }
    for (int i = 0; i < Math.min(inputs.size(), current.inputs.size()); i++) {
      Spec mask = current.inputs.get(i);
      trace.setMask(inputs.get(i), mask == null ? null : Ops.placeholder("mask", mask));
    }
  }

  /** Notes the masks that came of such a walk. */
  static void end(Trace trace, Layer layer, List<Tensor> outputs) {
    SymbolicMasks current = CURRENT.get();
    if (current == null || current.layer != layer) {
      return;
    }
    List<@Nullable Spec> masks = new ArrayList<>();
    for (Tensor output : outputs) {
      Tensor mask = trace.mask(output);
      masks.add(mask == null ? null : mask.spec());
    }
    current.outputs = masks;
  }

  /**
   * {@return the masks of the outputs: none where the layer said what comes out without computing}
   */
  List<@Nullable Spec> outputs(int count) {
    List<@Nullable Spec> known = outputs;
    return known != null ? known : new ArrayList<>(Collections.nCopies(count, null));
  }
}
