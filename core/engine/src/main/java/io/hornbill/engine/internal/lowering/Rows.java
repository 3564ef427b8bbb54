package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.EltwiseAlgorithm;
import io.hornbill.engine.internal.onednn.EltwiseBackward;
import io.hornbill.engine.internal.onednn.MatMul;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.PostOps;
import io.hornbill.engine.internal.onednn.Reduction;
import io.hornbill.engine.internal.onednn.ReductionAlgorithm;
import io.hornbill.engine.internal.onednn.SoftmaxBackward;
import io.hornbill.engine.internal.onednn.SoftmaxForward;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.SigmoidGradient;
import io.hornbill.graph.internal.ops.TanhGradient;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What works on the rows of a matrix: softmax, reductions. */
final class Rows {
  static final int MOST_ONES = 4096;
  private static final FloatPointer ONES_POINTER = onesPointer();
  static final Buffer ONES = Buffer.fixed(DataType.FLOAT, MOST_ONES, ONES_POINTER.address());

  private static final Map<Class<? extends Op>, EltwiseAlgorithm> ACTIVATION_GRADIENTS =
      Map.of(
          ReluGradient.class, EltwiseAlgorithm.RELU_FROM_DST,
          SigmoidGradient.class, EltwiseAlgorithm.LOGISTIC_FROM_DST,
          TanhGradient.class, EltwiseAlgorithm.TANH_FROM_DST);

  private Rows() {}

  private static FloatPointer onesPointer() {
    float[] ones = new float[MOST_ONES];
    Arrays.fill(ones, 1);
    return new FloatPointer(ones);
  }

  private static MemoryDesc matrix(Shape shape) {
    long columns = shape.last();
    return MemoryDesc.dense(shape.size() / columns, columns);
  }

  static Kernel softmax(Node node, Memory memory) {
    return new PrimitiveKernel.Builder(node.toString())
        .then(new SoftmaxForward(matrix(node.input(0).shape()), 1, false, Attributes.NONE))
        .in(Args.SRC, memory.of(node.input(0)))
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  static Kernel softmaxGradient(Node node, Memory memory) {
    return new PrimitiveKernel.Builder(node.toString())
        .then(new SoftmaxBackward(matrix(node.input(0).shape()), 1, false))
        .in(Args.DST, memory.of(node.input(0)))
        .in(Args.DIFF_DST, memory.of(node.input(1)))
        .out(Args.DIFF_SRC, memory.of(node.output(0)))
        .build();
  }

  /** Null for what is no gradient of an activation. */
  static @Nullable Kernel activationGradient(Node node, Memory memory) {
    EltwiseAlgorithm algorithm = ACTIVATION_GRADIENTS.get(node.op().getClass());
    if (algorithm == null) {
      return null;
    }
    MemoryDesc data = MemoryDesc.dense(node.output(0).shape().size());
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder(node.toString());
    Buffer y = whole(builder, node, 0, memory);
    Buffer dy = whole(builder, node, 1, memory);
    return builder
        .then(new EltwiseBackward(algorithm, data, 0, 0))
        .in(Args.DST, y)
        .in(Args.DIFF_DST, dy)
        .out(Args.DIFF_SRC, memory.of(node.output(0)))
        .overwriting(dy)
        .build();
  }

  /** An input in the output's size. */
  private static Buffer whole(
      PrimitiveKernel.Builder builder, Node node, int index, Memory memory) {
    Tensor input = node.input(index);
    Shape shape = node.output(0).shape();
    return input.shape().size() == shape.size()
        ? memory.of(input)
        : Moves.repeated(builder, input, input.shape(), shape, memory);
  }

  /** Null for what oneDNN computes slowly. */
  static @Nullable Kernel reduce(Node node, Memory memory) {
    Reduce op = (Reduce) node.op();
    Shape x = node.input(0).shape();
    int first = op.axes().get(0);
    int after = first + op.axes().size();
    boolean neighbours = op.axes().get(op.axes().size() - 1) == after - 1;
    long kept = node.output(0).shape().size();
    boolean picks = op.kind() == Reduce.Kind.MAX || op.kind() == Reduce.Kind.MIN;
    if (!neighbours || picks) { // oneDNN passes over NaN, the tiles do not
      return null;
    }
    if (kept == 1) {
      return all(node, op.kind(), memory);
    }
    if (after < x.rank()) {
      boolean sums = op.kind() == Reduce.Kind.SUM || op.kind() == Reduce.Kind.MEAN;
      long inner = x.slice(after, x.rank()).size();
      return sums && inner >= 16 ? sum(node, kept / inner, x.size() / kept, inner, memory) : null;
    }
    Reduction primitive = rows(op.kind(), kept, x.size() / kept);
    if (primitive.implementation().startsWith("ref")) {
      primitive.close();
      return null;
    }
    return new PrimitiveKernel.Builder(node.toString())
        .then(primitive)
        .in(Args.SRC, memory.of(node.input(0)))
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  private static Reduction rows(Reduce.Kind kind, long rows, long columns) {
    return new Reduction(
        switch (kind) {
          case SUM -> ReductionAlgorithm.SUM;
          case MEAN -> ReductionAlgorithm.MEAN;
          case MAX -> ReductionAlgorithm.MAX;
          case MIN -> ReductionAlgorithm.MIN;
          case PROD -> ReductionAlgorithm.MUL;
        },
        MemoryDesc.dense(rows, columns),
        MemoryDesc.dense(rows, 1),
        Attributes.NONE);
  }

  /** Sum or mean of all elements, by rows and then of these. Null if there are no equal rows. */
  private static @Nullable Kernel all(Node node, Reduce.Kind kind, Memory memory) {
    long size = node.input(0).shape().size();
    long part = part(size);
    boolean sums = kind == Reduce.Kind.SUM || kind == Reduce.Kind.MEAN;
    if (!sums || part == 0 || part == size) {
      return null;
    }
    Buffer between = Buffer.bytes(part * Float.BYTES);
    return new PrimitiveKernel.Builder(node.toString())
        .then(rows(kind, part, size / part))
        .in(Args.SRC, memory.of(node.input(0)))
        .inside(Args.DST, between)
        .then(rows(kind, 1, part))
        .inside(Args.SRC, between)
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  /**
   * Sums over a middle axis as products with a row of ones; long sums in two steps, so that few
   * roundings add up. Null if the axis is long and does not divide.
   */
  private static @Nullable Kernel sum(
      Node node, long outer, long length, long inner, Memory memory) {
    long part = part(length);
    if (part == 0) {
      return null;
    }
    boolean mean = ((Reduce) node.op()).kind() == Reduce.Kind.MEAN;
    Attributes last =
        mean
            ? Attributes.of(PostOps.NONE.eltwise(EltwiseAlgorithm.LINEAR, 1f / length, 0))
            : Attributes.NONE;
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder(node.toString());
    Buffer from = memory.of(node.input(0));
    Buffer to = memory.of(node.output(0));
    if (part == length) {
      return builder
          .then(ones(outer, length, inner, last))
          .in(Args.SRC, ONES)
          .in(Args.WEIGHTS, from)
          .out(Args.DST, to)
          .build();
    }
    Buffer between = Buffer.bytes(outer * (length / part) * inner * Float.BYTES);
    return builder
        .then(ones(outer * (length / part), part, inner, Attributes.NONE))
        .in(Args.SRC, ONES)
        .in(Args.WEIGHTS, from)
        .inside(Args.DST, between)
        .then(ones(outer, length / part, inner, last))
        .in(Args.SRC, ONES)
        .inside(Args.WEIGHTS, between)
        .out(Args.DST, to)
        .build();
  }

  /**
   * Adds sums of neighbouring elements, as long as there are ones to multiply with: a look at all
   * of a large array by all threads.
   */
  static Buffer sums(PrimitiveKernel.Builder builder, Buffer from) {
    long length = 1;
    for (long divisor = MOST_ONES; length == 1 && divisor > 1; divisor--) {
      length = from.elements() % divisor == 0 ? divisor : 1;
    }
    long count = from.elements() / length;
    Buffer sums = Buffer.bytes(count * Float.BYTES);
    builder
        .then(
            new MatMul(
                MemoryDesc.dense(count, length),
                MemoryDesc.dense(length, 1),
                null,
                MemoryDesc.dense(count, 1),
                Attributes.NONE))
        .in(Args.SRC, from)
        .in(Args.WEIGHTS, ONES)
        .inside(Args.DST, sums);
    return sums;
  }

  private static MatMul ones(long outer, long length, long inner, Attributes attributes) {
    return new MatMul(
        MemoryDesc.dense(1, 1, length),
        MemoryDesc.dense(outer, length, inner),
        null,
        MemoryDesc.dense(outer, 1, inner),
        attributes);
  }

  /** A divisor near the root that leaves two short sums; the length itself if it is short. */
  private static long part(long length) {
    if (length <= MOST_ONES / 4) {
      return length;
    }
    for (long part = (long) Math.sqrt((double) length); part >= 16; part--) {
      if (length % part == 0) {
        return length / part <= MOST_ONES ? part : 0;
      }
    }
    return 0;
  }
}
