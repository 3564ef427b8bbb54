package io.hornbill.engine;

import io.hornbill.engine.internal.java.CopyKernel;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Brings results to where they are wanted: outputs into arrays, new values into variables. */
final class Delivery {
  private final Schedule schedule;
  private final Memory memory;
  private final Emission emission;

  /** The kernels that copy outputs, and which. */
  private final IdentityHashMap<Kernel, Integer> outputCopies = new IdentityHashMap<>();

  Delivery(Schedule schedule, Memory memory, Emission emission) {
    this.schedule = schedule;
    this.memory = memory;
    this.emission = emission;
  }

  /** Adds all copies. */
  void deliver(List<INDArray> outputArrays) {
    List<Kernel> copies = updates();
    copyOutputs(outputArrays);
    emission.kernels.addAll(copies);
  }

  /** The copies of new values that are not where they belong, to be run at the end. */
  private List<Kernel> updates() {
    List<Kernel> copies = new ArrayList<>();
    Set<Buffer> places = Aliases.identitySet();
    places.addAll(emission.variables.values());
    for (int i = 0; i < schedule.values().size(); i++) {
      Tensor wanted = schedule.values().get(i);
      Buffer target = emission.buffer(schedule.target(i));
      places.add(target);
      Buffer value = memory.of(wanted);
      if (value.root() != target) {
        if (places.contains(value.root())) { // another update may come first
          Buffer old = Buffer.planned(wanted.spec());
          emission.kernels.add(new CopyKernel(value, old));
          value = old;
        }
        copies.add(new CopyKernel(value, target));
      }
    }
    return copies;
  }

  /** Outputs are copied as soon as they are there: {@link Plan#run(IntConsumer)} tells of them. */
  private void copyOutputs(List<INDArray> arrays) {
    IdentityHashMap<Buffer, Kernel> lastWriter = new IdentityHashMap<>();
    for (Kernel kernel : emission.kernels) {
      kernel.writes().forEach(buffer -> lastWriter.put(buffer.root(), kernel));
    }
    IdentityHashMap<Kernel, List<Kernel>> after = new IdentityHashMap<>();
    List<Kernel> atTheEnd = new ArrayList<>();
    for (int i = 0; i < schedule.outputs().size(); i++) {
      Buffer source = memory.of(schedule.outputs().get(i));
      Kernel writer = source.isFixed() ? null : lastWriter.get(source.root());
      Kernel copy = new CopyKernel(source, Emission.fixed(arrays.get(i)));
      outputCopies.put(copy, i);
      if (writer == null) {
        atTheEnd.add(copy);
      } else {
        after.computeIfAbsent(writer, w -> new ArrayList<>()).add(copy);
      }
    }
    List<Kernel> all = new ArrayList<>();
    for (Kernel kernel : emission.kernels) {
      all.add(kernel);
      all.addAll(after.getOrDefault(kernel, List.of()));
    }
    emission.kernels.clear();
    emission.kernels.addAll(all);
    emission.kernels.addAll(atTheEnd);
  }

  /** For each kernel the output that is there after it; -1 if there is none. */
  int[] outputAfter() {
    return emission.kernels.stream()
        .mapToInt(kernel -> outputCopies.getOrDefault(kernel, -1))
        .toArray();
  }
}
