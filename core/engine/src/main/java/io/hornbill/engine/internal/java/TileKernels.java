package io.hornbill.engine.internal.java;

import io.hornbill.base.JavaHeap;
import io.hornbill.engine.internal.java.ExactKernel.Body;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.Computed;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.graph.internal.ops.OneHot;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.ScatterAdd;
import io.hornbill.graph.internal.ops.Sort;
import io.hornbill.graph.internal.ops.SumAcross;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernels in Java, in float and in double: for every primitive op but products and
 * convolutions.
 */
public final class TileKernels implements KernelFactory {
  /** Makes the family. */
  public TileKernels() {}

  @Override
  public boolean supports(Op op, List<Spec> inputs) {
    return false;
  }

  @Override
  public boolean chains(Node node) {
    return false;
  }

  @Override
  public boolean anchors(Node node) {
    return false;
  }

  @Override
  public int lanes(Node node, int threads) {
    return 1;
  }

  @Override
  public @Nullable Kernel create(ElementwiseGroup group, Memory memory) {
    return group.anchor() != null ? null : new ElementwiseKernel(group, memory);
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    Kernel move = MoveKernel.of(node, memory);
    if (move != null) {
      return move;
    }
    if (node.op() instanceof RandomUniform) {
      return new ElementwiseKernel(new ElementwiseGroup(node.output(0)), memory);
    }
    if (node.op() instanceof Gather) {
      return new GatherKernel(node, memory);
    }
    if (node.op() instanceof ScatterAdd) {
      return new ScatterAddKernel(node, memory);
    }
    if (node.op() instanceof Reduce reduce && FloatReduction.fits(reduce, node)) {
      return new FloatReduction(reduce, node, memory);
    }
    JavaHeap.require(
        (double) Integer.BYTES * node.input(0).shape().size(),
        "Plan",
        node.toString()); // positions
    Body body = body(node);
    return body == null ? null : new ExactKernel(node, memory, body);
  }

  private static @Nullable Body body(Node node) {
    Op op = node.op();
    if (op instanceof Computed computed) {
      List<Shape> shapes = node.inputs().stream().map(Tensor::shape).toList();
      return (in, out) -> computed.body().compute(shapes, in, out);
    }
    Shape x = node.input(0).shape();
    Shape y = node.output(0).shape();
    if (op instanceof Reduce reduce) {
      return Reductions.reduce(reduce, x);
    }
    if (op instanceof ArgReduce reduce) {
      return Reductions.argReduce(reduce, x);
    }
    if (op instanceof CumulativeSum sum) {
      return Reductions.cumulativeSum(sum, x);
    }
    if (op instanceof Sort sort) {
      return Reductions.sort(sort.descending(), x);
    }
    if (op instanceof HostFunction function) {
      return function.code()::compute;
    }
    if (op instanceof OneHot oneHot) {
      return oneHot((int) oneHot.depth());
    }
    if (op instanceof Pool pool) {
      return Poolings.pool(pool, x, y);
    }
    if (op instanceof PoolGradient gradient) {
      return Poolings.poolGradient(gradient.pool(), x, node.input(1).shape());
    }
    if (op instanceof SumAcross across) {
      return (in, out) -> {
        System.arraycopy(in[0], 0, out[0], 0, in[0].length);
        across.processes().accept(across.label(), out[0]);
      };
    }
    return null;
  }

  private static Body oneHot(int depth) {
    return (in, out) -> {
      Arrays.fill(out[0], 0);
      for (int i = 0; i < in[0].length; i++) {
        int id = (int) in[0][i];
        if (id >= 0 && id < depth) {
          out[0][i * depth + id] = 1;
        }
      }
    };
  }
}
