package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a plan holds outside the heap. It knows nothing of the plan, so that it can outlive it and
 * be freed when the plan is unreachable.
 */
final class PlanResources implements Runnable {
  private final List<INDArray> inputs;
  private final List<INDArray> outputs;
  private final List<Kernel> kernels = new ArrayList<>();

  @SuppressWarnings("UnusedVariable") // kernels know addresses alone, so somebody must hold these
  private List<INDArray> arrays = List.of();

  private @Nullable BytePointer block;

  PlanResources(List<INDArray> inputs, List<INDArray> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Gives the kernels their memory, and runs those that are to run once.
   *
   * @param compiler has chosen the kernels
   * @param needed knows what fits
   * @return the size of the memory in bytes
   */
  long take(Compiler compiler, PlanMemory needed) {
    kernels.addAll(compiler.once());
    kernels.addAll(compiler.prepared());
    kernels.addAll(compiler.kernels());
    arrays = compiler.arrays();
    MemoryPlan places = new MemoryPlan(kernels, compiler.kept());
    needed.check((double) places.bytes());
    BytePointer memory = PlanMemory.block(places.bytes());
    block = memory;
    places.place(memory.address());
    kernels.forEach(Kernel::bind);
    compiler.once().forEach(Kernel::run);
    return places.bytes();
  }

  /** Frees everything. */
  @Override
  public void run() {
    OpenPlans.remove();
    kernels.forEach(Kernel::close);
    free(inputs);
    free(outputs);
    arrays = List.of();
    if (block != null) {
      block.deallocate();
    }
  }

  private static void free(List<INDArray> own) {
    for (INDArray array : own) {
      array.setCloseable(true);
      array.close();
    }
  }
}
