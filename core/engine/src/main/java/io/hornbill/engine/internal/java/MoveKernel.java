package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.java.StridedCopy.Side;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Spread;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Moves elements without computing: one or more strided copies, over zeros where there are gaps.
 */
final class MoveKernel extends Kernel {
  private final List<StridedCopy> copies;
  private final Buffer target;
  private final boolean gaps;
  private Pointer memory = new BytePointer();

  private MoveKernel(Node node, Memory memory, List<StridedCopy> copies, boolean gaps) {
    super(
        "move " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    this.copies = copies;
    this.target = memory.of(node.output(0));
    this.gaps = gaps;
  }

  /** Makes the kernel of a node that moves elements; null for other nodes. */
  static @Nullable MoveKernel of(Node node, Memory memory) {
    Tensor y = node.output(0);
    View whole = View.dense(y.shape());
    if (node.op().getClass() == Concat.class) {
      return new MoveKernel(node, memory, concat(node, memory), false);
    }
    if (node.op().getClass() == Spread.class) {
      Spread spread = (Spread) node.op();
      Tensor x = node.input(0);
      Side places = new Side(memory.of(y), whole.part(spread, x.dim(spread.axis())));
      Side source = new Side(memory.of(x), View.dense(x.shape()));
      return new MoveKernel(node, memory, List.of(new StridedCopy(source, places)), true);
    }
    View view = View.read(node);
    if (view == null) {
      return null;
    }
    Side source = new Side(memory.of(node.input(0)), view);
    StridedCopy copy = new StridedCopy(source, new Side(memory.of(y), whole));
    return new MoveKernel(node, memory, List.of(copy), false);
  }

  private static List<StridedCopy> concat(Node node, Memory memory) {
    List<View> parts = View.parts(node);
    List<StridedCopy> copies = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Tensor x = node.input(i);
      Side source = new Side(memory.of(x), View.dense(x.shape()));
      copies.add(new StridedCopy(source, new Side(memory.of(node.output(0)), parts.get(i))));
    }
    return copies;
  }

  @Override
  public void bind() {
    memory = target.pointer();
    copies.forEach(StridedCopy::bind);
  }

  @Override
  public void run() {
    if (gaps) {
      Pointer.memset(memory, 0, target.byteSize());
    }
    for (int i = 0; i < copies.size(); i++) {
      copies.get(i).run();
    }
  }
}
