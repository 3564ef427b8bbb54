package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/** Fields that {@code build} fills. */
final class Built {
  private Built() {}

  static <T> T of(@Nullable T field) {
    if (field == null) {
      throw Fault.of("Layer")
          .expected("weights exist once the layer is built")
          .received("a call before build")
          .remedy("Apply the layer instead of calling it.")
          .state();
    }
    return field;
  }

  /** A weight that a user asks for by its name. */
  static Variable weight(Layer layer, String part, @Nullable Variable weight) {
    if (weight != null) {
      return weight;
    }
    boolean built = layer.isBuilt();
    throw Fault.of("Layer \"%s\"", layer.name())
        .expected(built ? "the layer must have a %s" : "the layer must be built to have a %s", part)
        .received(built ? "useBias(false)" : "a layer that has seen no input")
        .remedy(
            built
                ? "Leave useBias(false) out."
                : "Put it into a model that begins with an Input, and call model.countParams(), or call the layer on an array.")
        .state();
  }
}
