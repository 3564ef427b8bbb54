package io.hornbill.engine;

import io.hornbill.engine.kernel.Kernel;
import io.hornbill.engine.kernel.Threads;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A compiled program: a list of kernels on memory that was laid out beforehand. A run allocates
 * nothing.
 *
 * <p>A plan is used by one thread at a time; plans of the same variables may run at the same time
 * as long as none of them updates these.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));
 * try (Plan plan = Plan.compile(new Program(List.of(x), List.of(Ops.square(x)), List.of()), PlanOptions.DEFAULT)) {
 *   plan.input(0).assign(Nd4j.createFromArray(2f, 3f));
 *   plan.run();
 *   plan.output(0); // 4, 9
 * }
 * }</pre>
 */
public final class Plan implements AutoCloseable {
  private final List<INDArray> inputs = new ArrayList<>();
  private final List<INDArray> outputs = new ArrayList<>();
  private final List<INDArray> arrays;
  private final Kernel[] kernels;
  private final List<Kernel> once;
  private final Kernel[] prepared;
  private final Variable[] watched;
  private final long[] versions;
  private final Variable[] written;
  private final int[] outputAfter;
  private final BytePointer block;
  private final long bytes;
  private final boolean alone;
  private final Runnable runKernels = this::runKernels;
  private boolean closed;

  private Plan(Program program, PlanOptions options) {
    program.inputs().forEach(t -> inputs.add(allocate(t)));
    program.outputs().forEach(t -> outputs.add(allocate(t)));
    Compiler compiler = new Compiler(program, options, Engine.factories());
    alone = compiler.isAlone();
    if (alone) { // oneDNN chooses the number of threads when a primitive is made
      Threads.alone(() -> compiler.compile(inputs, outputs));
    } else {
      compiler.compile(inputs, outputs);
    }
    List<Kernel> all = new ArrayList<>(compiler.once);
    all.addAll(compiler.prepared);
    all.addAll(compiler.kernels);
    MemoryPlan memory = new MemoryPlan(all, compiler.kept());
    bytes = memory.bytes();
    block = new BytePointer(bytes);
    memory.place(block.address());
    all.forEach(Kernel::bind);
    arrays = compiler.arrays;
    once = compiler.once;
    once.forEach(Kernel::run);
    prepared = compiler.prepared.toArray(Kernel[]::new);
    watched = compiler.watched().toArray(Variable[]::new);
    versions = new long[watched.length];
    Arrays.fill(versions, -1);
    kernels = compiler.kernels.toArray(Kernel[]::new);
    outputAfter = new int[kernels.length];
    for (int i = 0; i < kernels.length; i++) {
      outputAfter[i] = compiler.outputCopies.indexOf(kernels[i]);
    }
    written = compiler.written().toArray(Variable[]::new);
  }

  /**
   * Compiles a program.
   *
   * @param program what to compute; all shapes are known
   * @param options how
   * @return a plan, which the caller closes
   */
  public static Plan compile(Program program, PlanOptions options) {
    return new Plan(program, options);
  }

  private static INDArray allocate(Tensor tensor) {
    Spec spec = tensor.spec();
    return Nd4j.create(spec.dataType(), spec.shape().dims(), 'c');
  }

  /**
   * Returns an input array, to write into before a run.
   *
   * @param index its position in the program
   * @return the plan's own array, in C order
   */
  public INDArray input(int index) {
    return inputs.get(index);
  }

  /**
   * Returns an output array, to read from after a run.
   *
   * @param index its position in the program
   * @return the plan's own array, in C order
   */
  public INDArray output(int index) {
    return outputs.get(index);
  }

  /**
   * Computes the outputs and updates the variables.
   *
   * @throws IllegalStateException if the plan was closed
   * @throws IllegalArgumentException if an input holds a value that an op cannot take, such as a
   *     row number outside its table
   */
  public void run() {
    run(runKernels);
  }

  /**
   * Computes as {@link #run()} does, and tells of each output as soon as it is there, so that it
   * can be used while the rest is computed.
   *
   * @param ready is given the positions of the outputs, on the caller's thread
   * @throws IllegalStateException if the plan was closed
   * @throws IllegalArgumentException if an input holds a value that an op cannot take
   */
  public void run(IntConsumer ready) {
    run(
        () -> {
          prepare();
          for (int i = 0; i < kernels.length; i++) {
            kernels[i].run();
            if (outputAfter[i] >= 0) {
              ready.accept(outputAfter[i]);
            }
          }
        });
  }

  private void run(Runnable all) {
    if (closed) {
      throw new IllegalStateException(
          "Plan: run() was called after close(). Received: a closed plan. Compile a new one.");
    }
    if (alone) {
      Threads.alone(all);
    } else {
      all.run();
    }
    for (Variable variable : written) {
      variable.touch();
    }
  }

  private void runKernels() {
    prepare();
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  /** Makes again what variables alone decide, if one of them changed. */
  private void prepare() {
    boolean changed = false;
    for (int i = 0; i < watched.length; i++) {
      long version = watched[i].version();
      changed |= version != versions[i];
      versions[i] = version;
    }
    if (changed) {
      for (Kernel kernel : prepared) {
        kernel.run();
      }
    }
  }

  /**
   * Runs once more and says where the time went.
   *
   * @return one line per kernel: microseconds and name, in the order of the runs
   */
  public List<String> profile() {
    List<String> lines = new ArrayList<>();
    Runnable timed = () -> profile(lines);
    if (alone) {
      Threads.alone(timed);
    } else {
      timed.run();
    }
    return lines;
  }

  private void profile(List<String> lines) {
    prepare();
    for (Kernel kernel : kernels) {
      long start = System.nanoTime();
      kernel.run();
      lines.add("%8.1f us  %s".formatted((System.nanoTime() - start) / 1e3, kernel.name()));
    }
  }

  /**
   * Returns the size of the plan's own memory, inputs and outputs aside.
   *
   * @return the number of bytes
   */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      for (Kernel kernel : kernels) {
        kernel.close();
      }
      once.forEach(Kernel::close);
      for (Kernel kernel : prepared) {
        kernel.close();
      }
      inputs.forEach(INDArray::close);
      outputs.forEach(INDArray::close);
      arrays.clear();
      block.deallocate();
    }
  }
}
