package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.graph.Variable;
import java.util.List;

/**
 * What weights alone decide, and kernels of a plan that make it: all that hangs together. Its
 * results lie where other plans that need the same read them too, so that they are made once for
 * each change of a variable, whichever plan runs first.
 */
final class Preparation {
  private final Kernel[] kernels;
  private final Variable[] variables;
  private final SharedWeights shared;
  private final boolean isNew;

  /**
   * Takes a place for the results, which {@link #close} gives back.
   *
   * @param key equal ones mean equal results
   * @param kernels what makes them, in order
   * @param variables what they depend on
   * @param results what runs read
   */
  Preparation(Object key, List<Kernel> kernels, List<Variable> variables, List<Buffer> results) {
    this.kernels = kernels.toArray(Kernel[]::new);
    this.variables = variables.toArray(Variable[]::new);
    long bytes = results.stream().mapToLong(b -> Buffer.aligned(b.byteSize())).sum();
    shared = SharedWeights.take(key, bytes + Buffer.aligned(1), this.variables.length);
    isNew = shared.users() == 1;
    long address = Buffer.aligned(shared.address());
    for (Buffer result : results) {
      result.place(address);
      address += Buffer.aligned(result.byteSize());
    }
  }

  /** The size of the results. */
  long bytes() {
    return shared.bytes();
  }

  /** The size of the results if no other plan had them when this one was made, else 0. */
  long ownBytes() {
    return isNew ? bytes() : 0;
  }

  /**
   * Makes the results if a variable changed since some plan made them. Who runs a plan keeps its
   * variables from changing, so nobody reads results that are to be made anew.
   */
  void update() {
    synchronized (shared) {
      if (!shared.isOf(variables)) {
        for (Kernel kernel : kernels) {
          kernel.run();
        }
        shared.madeOf(variables);
      }
    }
  }

  /** The plan reads the results no more. */
  void close() {
    shared.release();
  }
}
