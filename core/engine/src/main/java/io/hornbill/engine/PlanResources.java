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
  private final List<Preparation> preparations = new ArrayList<>();

  @SuppressWarnings("UnusedVariable") // kernels know addresses alone, so somebody must hold these
  private List<INDArray> arrays = List.of();

  private @Nullable BytePointer block;
  private @Nullable Arena arena;
  private @Nullable MemoryPlan places;
  private long moves;

  PlanResources(List<INDArray> inputs, List<INDArray> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Gives the kernels their memory, and runs those that are to run once.
   *
   * @param compiler has chosen the kernels
   * @param needed knows what fits
   * @param shared memory that the plan shares; null for memory of its own
   * @return the size of the memory in bytes
   */
  long take(Compiler compiler, PlanMemory needed, @Nullable Arena shared) {
    kernels.addAll(compiler.once());
    kernels.addAll(compiler.prepared());
    kernels.addAll(compiler.kernels());
    arrays = compiler.arrays();
    Preparing preparing = compiler.preparing();
    MemoryPlan plan =
        new MemoryPlan(
            kernels, compiler.kept(), shared != null, preparing.results(), compiler.aside());
    long bytes = plan.bytes() + plan.bytesApart();
    needed.check((double) bytes + preparing.bytes());
    preparing.make(preparations::add);
    if (shared == null) {
      plan.place(own(bytes));
      kernels.forEach(Kernel::bind);
      compiler.once().forEach(Kernel::run);
    } else {
      join(shared, plan, compiler);
    }
    return bytes + preparing.bytes();
  }

  private long own(long bytes) {
    BytePointer memory = PlanMemory.block(bytes);
    block = memory;
    return memory.address();
  }

  private void join(Arena shared, MemoryPlan plan, Compiler compiler) {
    if (plan.bytesApart() > 0) {
      plan.placeApart(own(plan.bytesApart()));
    }
    shared.join(plan.bytes());
    arena = shared;
    places = plan;
    use(() -> compiler.once().forEach(Kernel::run));
  }

  /** Does some work while the kernels know where the plan's memory is, and it stays there. */
  void use(Runnable work) {
    Arena shared = arena;
    if (shared == null) {
      work.run();
      return;
    }
    shared.hold();
    try {
      follow(shared);
      work.run();
    } finally {
      shared.release();
    }
  }

  /** What is made when a variable changed. */
  List<Preparation> preparations() {
    return preparations;
  }

  /** The size of the memory that is not shared, or was not when the plan was made. */
  long ownBytes() {
    return (block == null ? 0 : block.capacity())
        + preparations.stream().mapToLong(Preparation::ownBytes).sum();
  }

  /** Where the memory has moved, the kernels are told. */
  private void follow(Arena shared) {
    MemoryPlan known = places;
    if (known != null && moves != shared.moves()) {
      moves = shared.moves();
      known.place(shared.address());
      kernels.forEach(Kernel::bind);
    }
  }

  /** Frees everything. */
  @Override
  public void run() {
    OpenPlans.remove();
    kernels.forEach(Kernel::close);
    preparations.forEach(Preparation::close);
    free(inputs);
    free(outputs);
    arrays = List.of();
    if (block != null) {
      block.deallocate();
    }
    if (arena != null) {
      arena.leave();
    }
  }

  private static void free(List<INDArray> own) {
    for (INDArray array : own) {
      array.setCloseable(true);
      array.close();
    }
  }
}
