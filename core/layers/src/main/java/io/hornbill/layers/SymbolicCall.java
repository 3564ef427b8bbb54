package io.hornbill.layers;

import io.hornbill.base.Fault;
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
  private final String needed;
  private final String remedy;

  /**
   * Makes a call.
   *
   * @param layer whose computation it is
   * @param outputs what it gives
   * @param needed what gradients need, which it has not
   * @param remedy what to do for gradients
   */
  SymbolicCall(Layer layer, List<Spec> outputs, String needed, String remedy) {
    this.layer = layer;
    this.outputs = outputs;
    this.needed = needed;
    this.remedy = remedy;
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
    throw Fault.of(layer.owner())
        .expected("gradients need %s", needed)
        .received("a symbolic call")
        .remedy(remedy)
        .unsupported();
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
