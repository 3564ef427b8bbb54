package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.BatchNormalizationBackward;
import io.hornbill.engine.internal.onednn.BatchNormalizationForward;
import io.hornbill.engine.internal.onednn.LayerNormalizationBackward;
import io.hornbill.engine.internal.onednn.LayerNormalizationForward;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.NormalizationFlags;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.LayerNormalize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalizations and their gradients. */
final class Normalizations {
  private static final int LAYER_INPUTS = 3;

  private Normalizations() {}

  /** Which of the relu's elements were positive. */
  private record Mask(Buffer workspace) {}

  /** Mean and variance of each row. */
  private record Statistics(Buffer mean, Buffer variance) {}

  /** Whether a gradient of batch normalization is one by the normalized alone. */
  static boolean isOfBatch(CompositeGradient gradient) {
    return gradient.present().equals(List.of(true, false, false));
  }

  private static BatchNormalizationForward batch(Tensor x, BatchNormalize op) {
    long channels = x.shape().last();
    long spatial = x.shape().size() / channels / x.dim(0);
    MemoryDesc data = MemoryDesc.channelsLast(x.dim(0), channels, spatial, 1);
    NormalizationFlags flags = new NormalizationFlags(false, true, true, op.relu());
    return new BatchNormalizationForward(data, (float) op.epsilon(), flags, true, Attributes.NONE);
  }

  static Kernel batch(Node node, Memory memory) {
    BatchNormalize op = (BatchNormalize) node.op();
    BatchNormalizationForward primitive = batch(node.input(0), op);
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder((op.relu() ? "relu of " : "") + node)
            .then(primitive)
            .in(Args.SRC, memory.of(node.input(0)))
            .in(Args.SCALE, memory.of(node.input(1)))
            .in(Args.SHIFT, memory.of(node.input(2)))
            .out(Args.DST, memory.of(node.output(0)))
            .out(Args.MEAN, memory.of(node.output(1)))
            .out(Args.VARIANCE, memory.of(node.output(2)));
    if (op.relu()) {
      Buffer workspace = Buffer.bytes(primitive.workspaceBytes());
      memory.hand(node.output(0), new Mask(workspace));
      builder.out(Args.WORKSPACE, workspace);
    }
    return builder.build();
  }

  /** Inputs: x, gamma, beta, y, mean, variance, dy. */
  static Kernel batchGradient(Node node, Memory memory) {
    BatchNormalize op = (BatchNormalize) ((CompositeGradient) node.op()).op();
    BatchNormalizationForward forward = batch(node.input(0), op);
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
    Mask mask = memory.handed(node.input(3).node().output(0), Mask.class);
    if (mask != null) {
      builder.in(Args.WORKSPACE, mask.workspace());
    }
    return builder.build();
  }

  private static LayerNormalizationForward layer(Tensor x, LayerNormalize op, boolean training) {
    long columns = x.shape().last();
    return new LayerNormalizationForward(
        MemoryDesc.dense(x.shape().size() / columns, columns),
        (float) op.epsilon(),
        NormalizationFlags.TRAINING,
        training,
        Attributes.NONE);
  }

  static Kernel layer(Node node, Memory memory) {
    Tensor x = node.input(0);
    boolean training =
        memory.users(node.output(0)).stream()
            .anyMatch(n -> Gradients.isOf(n, LayerNormalize.class, node));
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder(node.toString())
            .then(layer(x, (LayerNormalize) node.op(), training))
            .in(Args.SRC, memory.of(x))
            .in(Args.SCALE, memory.of(node.input(1)))
            .in(Args.SHIFT, memory.of(node.input(2)))
            .out(Args.DST, memory.of(node.output(0)));
    if (training) {
      long bytes = x.shape().size() / x.shape().last() * Float.BYTES;
      Buffer mean = Buffer.bytes(bytes);
      Buffer variance = Buffer.bytes(bytes);
      memory.hand(node.output(0), new Statistics(mean, variance));
      builder.out(Args.MEAN, mean).out(Args.VARIANCE, variance);
    }
    return builder.build();
  }

  /** Inputs: x, gamma, beta, y, dy. Null if the normalization was not computed here. */
  static @Nullable Kernel layerGradient(Node node, Memory memory) {
    Statistics known = memory.handed(node.input(LAYER_INPUTS).node().output(0), Statistics.class);
    if (known == null) {
      return null;
    }
    LayerNormalizationForward forward =
        layer(node.input(0), (LayerNormalize) ((CompositeGradient) node.op()).op(), true);
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder(node.toString())
            .then(new LayerNormalizationBackward(forward))
            .in(Args.SRC, memory.of(node.input(0)))
            .in(Args.SCALE, memory.of(node.input(1)))
            .in(Args.MEAN, known.mean())
            .in(Args.VARIANCE, known.variance())
            .in(Args.DIFF_DST, memory.of(node.input(4)))
            .out(Args.DIFF_SRC, memory.of(node.output(0)))
            .out(Args.DIFF_SCALE, memory.of(node.output(1)))
            .out(Args.DIFF_SHIFT, memory.of(node.output(2)));
    forward.close();
    return builder.build();
  }
}
