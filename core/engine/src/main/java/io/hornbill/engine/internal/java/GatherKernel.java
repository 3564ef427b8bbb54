package io.hornbill.engine.internal.java;

import io.hornbill.base.Fault;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Gather;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Copies rows of a table by their numbers, which are checked first. */
final class GatherKernel extends Kernel {
  private final Buffer table;
  private final Buffer target;
  private final DoubleArray ids;
  private final String owner;
  private final long rows;
  private final long rowBytes;
  private final long idsPerSample;
  private Pointer source = new BytePointer();
  private Pointer destination = new BytePointer();

  GatherKernel(Node node, Memory memory) {
    super(
        "gather " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    Tensor numbers = node.input(1);
    table = memory.of(node.input(0));
    target = memory.of(node.output(0));
    ids = new DoubleArray(memory.of(numbers));
    owner = ((Gather) node.op()).owner();
    rows = node.input(0).dim(0);
    rowBytes = table.byteSize() / Math.max(1, rows);
    idsPerSample = numbers.rank() == 0 ? 1 : numbers.shape().size() / Math.max(1, numbers.dim(0));
  }

  @Override
  public void bind() {
    ids.bind();
    source = table.pointer();
    destination = target.pointer();
  }

  @Override
  public void run() {
    ids.load();
    double[] numbers = ids.values();
    check(owner, numbers, rows, idsPerSample);
    for (int i = 0; i < numbers.length; i++) {
      source.position(((long) numbers[i]) * rowBytes);
      destination.position(i * rowBytes);
      Pointer.memcpy(destination, source, rowBytes);
    }
  }

  static void check(String owner, double[] numbers, long rows, long idsPerSample) {
    for (int i = 0; i < numbers.length; i++) {
      double id = numbers[i];
      if (!(id >= 0 && id < rows && id == Math.rint(id))) {
        throw Fault.of(owner)
            .expected("ids must be whole numbers in [0, %d)", rows)
            .received("%s in row %d at position %d", id, i / idsPerSample, i % idsPerSample)
            .remedy("Correct the ids, or enlarge the table.")
            .argument();
      }
    }
  }
}
