package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Computes layers that are applied while a step of training is written, where there is no {@link
 * CallContext}.
 *
 * @param call calls a layer as the step does
 * @param inference calls a layer as in prediction
 */
record Applying(
    BiFunction<Layer, List<Tensor>, List<Tensor>> call,
    BiFunction<Layer, List<Tensor>, List<Tensor>> inference) {
  private static final ThreadLocal<@Nullable Applying> CURRENT = new ThreadLocal<>();

  /** Runs what applies layers, on this thread. */
  void during(Runnable writing) {
    Applying outer = CURRENT.get();
    CURRENT.set(this);
    try {
      writing.run();
    } finally {
      restore(outer);
    }
  }

  private static void restore(@Nullable Applying outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /** What a layer gives where it is called; null where it becomes a part of a model. */
  static @Nullable List<Tensor> compute(Layer layer, List<Tensor> inputs, CallOptions options) {
    Applying current = CURRENT.get();
    if (current == null
        || inputs.isEmpty()
        || !options.masks().isEmpty()
        || Boolean.TRUE.equals(options.training())
        || Topology.sort(inputs).stream().anyMatch(node -> node.op().isSymbolic())) {
      return null;
    }
    CURRENT.remove();
    try {
      return (options.training() == null ? current.call : current.inference).apply(layer, inputs);
    } finally {
      CURRENT.set(current);
    }
  }
}
