package io.hornbill.layers;

import io.hornbill.base.Fault;
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
}
