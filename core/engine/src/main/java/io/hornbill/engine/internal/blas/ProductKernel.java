package io.hornbill.engine.internal.blas;

import io.hornbill.engine.internal.blas.Gemm.Operand;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.MatMul;
import java.util.Arrays;
import java.util.List;

/** The batched matrix product, one product after the other. */
final class ProductKernel extends Kernel {
  private final Gemm gemm;
  private final long[] startA;
  private final long[] startB;
  private final long sizeC;

  ProductKernel(MatMul op, Node node, Memory memory) {
    super(
        "gemm " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    Tensor c = node.output(0);
    int rows = (int) c.dim(-2);
    int columns = (int) c.dim(-1);
    int inner = (int) a.dim(op.transposeA() ? -2 : -1);
    gemm =
        new Gemm(
            rows,
            columns,
            inner,
            new Operand(memory.of(a), op.transposeA(), (int) a.dim(-1)),
            new Operand(memory.of(b), op.transposeB(), (int) b.dim(-1)),
            new Operand(memory.of(c), false, columns));
    startA = starts(a.shape(), c.shape());
    startB = starts(b.shape(), c.shape());
    sizeC = (long) rows * columns;
  }

  /** Where the matrix of each result begins, with the axes before the last two broadcast. */
  private static long[] starts(Shape x, Shape c) {
    long size = x.dim(-1) * x.dim(-2);
    View matrices = View.dense(x.slice(0, x.rank() - 2)).repeated(c.slice(0, c.rank() - 2));
    return Arrays.stream(matrices.positions()).mapToLong(at -> at * size).toArray();
  }

  @Override
  public void bind() {
    gemm.bind();
  }

  @Override
  public void run() {
    for (int i = 0; i < startA.length; i++) {
      gemm.run(startA[i], startB[i], i * sizeC, 0);
    }
  }
}
