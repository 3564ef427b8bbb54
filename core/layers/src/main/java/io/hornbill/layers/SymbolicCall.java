package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands for a computation of a layer until a plan is made, which writes it out. */
abstract class SymbolicCall implements Op {
  private final Layer layer;
  private final List<Spec> outputs;
  private final String noGradients;

  /**
   * Makes a call.
   *
   * @param layer whose computation it is
   * @param outputs what it gives
   * @param noGradients says that it has no gradients, and what to do for them
   */
  SymbolicCall(Layer layer, List<Spec> outputs, String noGradients) {
    this.layer = layer;
    this.outputs = outputs;
    this.noGradients = noGradients;
  }

  @Override
  public final String name() {
    return layer.name();
  }

  @Override
  public final List<Spec> infer(List<Tensor> inputs) {
    return outputs;
  }

  @Override
  @SuppressWarnings("NullAway") // the nullness of type arguments is not read from class files
  public final List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    throw new UnsupportedOperationException(layer.owner() + ": " + noGradients);
  }

  @Override
  public final boolean isSymbolic() {
    return true;
  }

  @Override
  public final boolean isPure() {
    return false;
  }
}
