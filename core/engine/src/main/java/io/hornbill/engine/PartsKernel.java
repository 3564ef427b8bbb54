package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.InParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is computed {@linkplain InParts in parts}: kernels of one part, which move from part to part
 * by their addresses. Each of them shares a part out to the threads in the same way, so that a
 * thread mostly reads what it has written itself.
 */
final class PartsKernel extends Kernel {
  private final List<Window> windows;
  private final Kernel[] kernels;
  private final MemoryPlan places;
  private final Buffer room;
  private final int parts;

  private PartsKernel(Node node, List<Window> windows, int inputs, List<Kernel> kernels) {
    super(
        node.toString(),
        windows.subList(0, inputs).stream().map(Window::whole).toList(),
        windows.subList(inputs, windows.size()).stream().map(Window::whole).toList());
    this.windows = windows;
    this.kernels = kernels.toArray(Kernel[]::new);
    parts = ((InParts) node.op()).parts();
    places = new MemoryPlan(kernels, List.of(), false, Set.of(), Set.of());
    room = Buffer.bytes(places.bytes());
  }

  /**
   * Makes the kernel.
   *
   * @param node a node {@linkplain InParts in parts}
   * @param memory where its tensors are
   * @param factories who makes the kernels of its nodes
   */
  static PartsKernel of(Node node, Memory memory, List<KernelFactory> factories) {
    InParts op = (InParts) node.op();
    List<Window> windows = new ArrayList<>();
    List<Buffer> in = windows(op.placeholders(), node.inputs(), memory, windows);
    List<Buffer> out = windows(op.results(), node.outputs(), memory, windows);
    Compiler compiler =
        new Compiler(Schedule.ofPart(op), PlanOptions.DEFAULT.alone(true), factories);
    compiler.compileBetween(in, out);
    return new PartsKernel(node, windows, in.size(), compiler.kernels());
  }

  private static List<Buffer> windows(
      List<Tensor> parts, List<Tensor> wholes, Memory memory, List<Window> windows) {
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Buffer whole = memory.of(wholes.get(i));
      Buffer part = Buffer.fixed(whole.dataType(), parts.get(i).shape().size(), 0);
      boolean shared = parts.get(i).shape().equals(wholes.get(i).shape());
      windows.add(new Window(whole, part, shared ? 0 : part.byteSize()));
      buffers.add(part);
    }
    return buffers;
  }

  /** Where the current part of a tensor is. */
  private record Window(Buffer whole, Buffer part, long stride) {
    void moveTo(int number) {
      part.place(whole.address() + number * stride);
    }
  }

  @Override
  public List<Buffer> scratch() {
    return List.of(room);
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (Kernel kernel : kernels) {
      bytes += kernel.bytes();
    }
    return bytes;
  }

  @Override
  public void bind() {
    places.place(room.address());
  }

  @Override
  public void run() {
    for (int part = 0; part < parts; part++) {
      for (int i = 0; i < windows.size(); i++) {
        windows.get(i).moveTo(part);
      }
      for (Kernel kernel : kernels) {
        kernel.bind();
        kernel.run();
      }
    }
  }

  @Override
  public void close() {
    for (Kernel kernel : kernels) {
      kernel.close();
    }
  }
}
