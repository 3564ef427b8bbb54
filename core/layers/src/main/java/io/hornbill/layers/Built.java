package io.hornbill.layers;

import org.jspecify.annotations.Nullable;

/** Fields that {@code build} fills. */
final class Built {
  private Built() {}

  static <T> T of(@Nullable T field) {
    if (field == null) {
      throw new IllegalStateException(
          "Layer: weights exist once the layer is built. Received: a call before build. Apply the layer instead of calling it.");
    }
    return field;
  }
}
