package io.hornbill.engine.lowering;

import io.hornbill.engine.kernel.Kernel;
import io.hornbill.engine.kernel.Memory;
import io.hornbill.engine.onednn.Args;
import io.hornbill.engine.onednn.Attributes;
import io.hornbill.engine.onednn.BatchNormalizationBackward;
import io.hornbill.engine.onednn.BatchNormalizationForward;
import io.hornbill.engine.onednn.EltwiseAlgorithm;
import io.hornbill.engine.onednn.EltwiseBackward;
import io.hornbill.engine.onednn.MemoryDesc;
import io.hornbill.engine.onednn.NormalizationFlags;
import io.hornbill.engine.onednn.Reduction;
import io.hornbill.engine.onednn.ReductionAlgorithm;
import io.hornbill.engine.onednn.Reorder;
import io.hornbill.engine.onednn.SoftmaxBackward;
import io.hornbill.engine.onednn.SoftmaxForward;
import io.hornbill.graph.CompositeGradient;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.ops.BatchNormalize;
import io.hornbill.graph.ops.LogSoftmax;
import io.hornbill.graph.ops.Reduce;
import io.hornbill.graph.ops.ReluGradient;
import io.hornbill.graph.ops.SigmoidGradient;
import io.hornbill.graph.ops.Transpose;
import org.jspecify.annotations.Nullable;

/** What works on the rows of a matrix: softmax, normalization, reductions, transposing. */
final class Rows {
  private Rows() {}

  private static MemoryDesc matrix(Shape shape) {
    long columns = shape.last();
    return MemoryDesc.dense(shape.size() / columns, columns);
  }

  static Kernel softmax(Node node, Memory memory) {
    boolean log = node.op() instanceof LogSoftmax;
    return new PrimitiveKernel.Builder(node.toString())
        .then(new SoftmaxForward(matrix(node.input(0).shape()), 1, log, Attributes.NONE))
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

  static Kernel activationGradient(Node node, Memory memory) {
    Op op = node.op();
    EltwiseAlgorithm algorithm =
        op instanceof ReluGradient
            ? EltwiseAlgorithm.RELU_FROM_DST
            : op instanceof SigmoidGradient
                ? EltwiseAlgorithm.LOGISTIC_FROM_DST
                : EltwiseAlgorithm.TANH_FROM_DST;
    MemoryDesc data = MemoryDesc.dense(node.output(0).shape().size());
    return new PrimitiveKernel.Builder(node.toString())
        .then(new EltwiseBackward(algorithm, data, 0, 0))
        .in(Args.DST, memory.of(node.input(0)))
        .in(Args.DIFF_DST, memory.of(node.input(1)))
        .out(Args.DIFF_SRC, memory.of(node.output(0)))
        .overwriting(memory.of(node.input(1)))
        .build();
  }

  private static BatchNormalizationForward batchNormalization(Tensor x, double epsilon) {
    long channels = x.shape().last();
    long spatial = x.shape().size() / channels / x.dim(0);
    MemoryDesc data = MemoryDesc.channelsLast(x.dim(0), channels, spatial, 1);
    return new BatchNormalizationForward(
        data, (float) epsilon, NormalizationFlags.TRAINING, true, Attributes.NONE);
  }

  static Kernel batchNormalize(Node node, Memory memory) {
    BatchNormalize op = (BatchNormalize) node.op();
    return new PrimitiveKernel.Builder(node.toString())
        .then(batchNormalization(node.input(0), op.epsilon()))
        .in(Args.SRC, memory.of(node.input(0)))
        .in(Args.SCALE, memory.of(node.input(1)))
        .in(Args.SHIFT, memory.of(node.input(2)))
        .out(Args.DST, memory.of(node.output(0)))
        .out(Args.MEAN, memory.of(node.output(1)))
        .out(Args.VARIANCE, memory.of(node.output(2)))
        .build();
  }

  /** Inputs: x, gamma, beta, y, mean, variance, dy. */
  static Kernel batchNormalizeGradient(Node node, Memory memory) {
    BatchNormalize op = (BatchNormalize) ((CompositeGradient) node.op()).op();
    BatchNormalizationForward forward = batchNormalization(node.input(0), op.epsilon());
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder(node.toString())
            .then(new BatchNormalizationBackward(forward))
            .in(Args.SRC, memory.of(node.input(0)))
            .in(Args.SCALE, memory.of(node.input(1)))
            .in(Args.MEAN, memory.of(node.input(4)))
            .in(Args.VARIANCE, memory.of(node.input(5)))
            .in(Args.DIFF_DST, memory.of(node.input(6)))
            .out(Args.DIFF_SRC, memory.of(node.output(0)))
            .out(Args.DIFF_SCALE, memory.of(node.output(1)))
            .out(Args.DIFF_SHIFT, memory.of(node.output(2)));
    forward.close();
    return builder.build();
  }

  /** Null for what oneDNN computes slowly. */
  static @Nullable Kernel reduce(Node node, Memory memory) {
    Reduce op = (Reduce) node.op();
    Shape x = node.input(0).shape();
    boolean trailing = true;
    for (int i = 0; i < op.axes().size(); i++) {
      trailing &= op.axes().get(i) == x.rank() - op.axes().size() + i;
    }
    long kept = node.output(0).shape().size();
    if (!trailing || kept == 1) {
      return null;
    }
    Reduction primitive =
        new Reduction(
            switch (op.kind()) {
              case SUM -> ReductionAlgorithm.SUM;
              case MEAN -> ReductionAlgorithm.MEAN;
              case MAX -> ReductionAlgorithm.MAX;
              case MIN -> ReductionAlgorithm.MIN;
              case PROD -> ReductionAlgorithm.MUL;
            },
            MemoryDesc.dense(kept, x.size() / kept),
            MemoryDesc.dense(kept, 1),
            Attributes.NONE);
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

  static Kernel transpose(Transpose op, Node node, Memory memory) {
    long[] in = MemoryDesc.denseStrides(node.input(0).shape().dims());
    long[] strides = op.axes().stream().mapToLong(axis -> in[axis]).toArray();
    long[] dims = node.output(0).shape().dims();
    return new PrimitiveKernel.Builder(node.toString())
        .then(
            new Reorder(MemoryDesc.strided(dims, strides), MemoryDesc.dense(dims), Attributes.NONE))
        .in(Args.SRC, memory.of(node.input(0)))
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }
}
