package io.hornbill.engine;

import io.hornbill.engine.kernel.KernelFactory;
import io.hornbill.engine.tiles.TileKernels;
import java.util.List;

/**
 * Which kernels plans are made of: {@code onednn} where it loads and passes its self-test, else the
 * portable {@code nd4j}; {@code -Dhornbill.engine=nd4j} chooses the latter.
 */
public final class Engine {
  private static final List<KernelFactory> FACTORIES = List.of(new TileKernels());

  private Engine() {}

  static List<KernelFactory> factories() {
    return FACTORIES;
  }
}
