package io.hornbill.engine.internal.java;

import static java.util.Map.entry;

import io.hornbill.base.JavaHeap;
import io.hornbill.engine.internal.java.ExactKernel.Body;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Lowering;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Computed;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.graph.internal.ops.OneHot;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.ScatterAdd;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Sort;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.SumAcross;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kernels in Java, in float and in double: for every primitive op but products and
 * convolutions.
 */
public final class TileKernels implements KernelFactory {
  private static final Map<Class<? extends Op>, Lowering> OPS =
      Map.ofEntries(
          entry(Concat.class, MoveKernel::of),
          entry(Spread.class, MoveKernel::of),
          entry(Transpose.class, MoveKernel::of),
          entry(Slice.class, MoveKernel::of),
          entry(Reverse.class, MoveKernel::of),
          entry(BroadcastTo.class, MoveKernel::of),
          entry(RandomUniform.class, TileKernels::random),
          entry(Gather.class, GatherKernel::new),
          entry(ScatterAdd.class, ScatterAddKernel::new),
          entry(Reduce.class, TileKernels::reduce),
          entry(ArgReduce.class, exact(n -> Reductions.argReduce((ArgReduce) n.op(), x(n)))),
          entry(
              CumulativeSum.class,
              exact(n -> Reductions.cumulativeSum((CumulativeSum) n.op(), x(n)))),
          entry(Sort.class, exact(n -> Reductions.sort(((Sort) n.op()).descending(), x(n)))),
          entry(HostFunction.class, exact(n -> ((HostFunction) n.op()).code()::compute)),
          entry(OneHot.class, exact(n -> oneHot((int) ((OneHot) n.op()).depth()))),
          entry(Pool.class, exact(TileKernels::pool)),
          entry(PoolGradient.class, exact(TileKernels::poolGradient)),
          entry(PackSteps.class, exact(TileKernels::packSteps)),
          entry(Computed.class, exact(TileKernels::computed)),
          entry(SumAcross.class, exact(TileKernels::sumAcross)));

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
  public boolean blocks(Node node) {
    return false;
  }

  @Override
  public int lanes(Node node, int threads) {
    return 1;
  }

  @Override
  public @Nullable Kernel create(ElementwiseGroup group, Memory memory) {
    boolean fits = group.anchor() == null && !group.isNarrow();
    return fits ? new ElementwiseKernel(group, memory) : null;
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    Lowering lowering = OPS.get(node.op().getClass());
    return lowering == null || Memory.isNarrow(node) ? null : lowering.of(node, memory);
  }

  private static Kernel random(Node node, Memory memory) {
    return new ElementwiseKernel(new ElementwiseGroup(node.output(0)), memory);
  }

  private static Kernel reduce(Node node, Memory memory) {
    Reduce op = (Reduce) node.op();
    return FloatReduction.fits(op, node)
        ? new FloatReduction(op, node, memory)
        : exact(n -> Reductions.reduce(op, x(n))).of(node, memory);
  }

  /** Ops that are computed on whole arrays of doubles, by their definition. */
  private static ExactLowering exact(Function<Node, Body> body) {
    return (node, memory) -> {
      JavaHeap.require(
          (double) Integer.BYTES * node.input(0).shape().size(),
          "Plan",
          node.toString()); // positions
      return new ExactKernel(node, memory, body.apply(node));
    };
  }

  private interface ExactLowering extends Lowering {
    @Override
    Kernel of(Node node, Memory memory);
  }

  private static Shape x(Node node) {
    return node.input(0).shape();
  }

  private static Body computed(Node node) {
    Computed op = (Computed) node.op();
    List<Shape> shapes = node.inputs().stream().map(Tensor::shape).toList();
    return (in, out) -> op.body().compute(shapes, in, out);
  }

  private static Body pool(Node node) {
    return Poolings.pool((Pool) node.op(), x(node), node.output(0).shape());
  }

  private static Body poolGradient(Node node) {
    PoolGradient op = (PoolGradient) node.op();
    return Poolings.poolGradient(op.pool(), x(node), node.input(1).shape());
  }

  private static Body packSteps(Node node) {
    int time = Math.toIntExact(x(node).dim(1));
    return (in, out) -> PackSteps.compute(time, in[0], out[0], out[1]);
  }

  private static Body sumAcross(Node node) {
    SumAcross op = (SumAcross) node.op();
    return (in, out) -> {
      System.arraycopy(in[0], 0, out[0], 0, in[0].length);
      op.processes().accept(op.label(), out[0]);
    };
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
