package io.hornbill.engine.internal.lowering;

import static java.util.Map.entry;

import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Lowering;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.Gru;
import io.hornbill.graph.internal.ops.LayerNormalize;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.SimpleRnn;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Widen;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which ops oneDNN computes, and by what: a row for each. */
final class Lowerings {
  private static final Lowering PRODUCT = Products::plain;
  private static final Lowering KERNEL = KernelGradient::of;
  private static final Lowering RECURRENT = Recurrences::forward;
  private static final Lowering MOVE = large(node -> node.output(0).shape().size(), Moves::of);

  private static final Map<Class<? extends Op>, Lowering> OPS =
      Map.ofEntries(
          entry(MatMul.class, PRODUCT),
          entry(PermutedMatMul.class, PRODUCT),
          entry(Conv.class, within(op -> ((Conv) op).window(), Spatial::conv)),
          entry(ConvInput.class, within(op -> ((ConvInput) op).window(), Spatial::convInput)),
          entry(ConvKernel.class, within(op -> ((ConvKernel) op).window(), KERNEL)),
          entry(
              ConvKernelBias.class, within(op -> ((ConvKernelBias) op).kernel().window(), KERNEL)),
          entry(Pool.class, Lowerings::pool),
          entry(PoolGradient.class, Spatial::poolGradient),
          entry(Lstm.class, RECURRENT),
          entry(Gru.class, RECURRENT),
          entry(SimpleRnn.class, RECURRENT),
          entry(Softmax.class, Rows::softmax),
          entry(SoftmaxGradient.class, Rows::softmaxGradient),
          entry(BatchNormalize.class, images(Normalizations::batch)),
          entry(LayerNormalize.class, Normalizations::layer),
          entry(Reduce.class, large(node -> node.input(0).shape().size(), Rows::reduce)),
          entry(Transpose.class, MOVE),
          entry(BroadcastTo.class, MOVE),
          entry(Slice.class, MOVE),
          entry(Spread.class, MOVE),
          entry(Concat.class, MOVE),
          entry(Widen.class, Narrowed::copy));

  /**
   * The composites that need not be taken apart, and for inputs of which shape. Not log-softmax,
   * whose primitive is off by 3e-6: much for the loss of a model that is right.
   */
  private static final Map<Class<? extends Op>, Predicate<Shape>> COMPOSITES =
      Map.of(
          Softmax.class, x -> true,
          SoftmaxGradient.class, x -> true,
          BatchNormalize.class, x -> x.rank() >= 2,
          LayerNormalize.class, x -> true,
          PermutedMatMul.class, x -> true,
          ConvKernelBias.class, x -> true,
          Lstm.class, x -> true,
          Gru.class, x -> true,
          SimpleRnn.class, x -> true);

  /** The gradients of composites, by the composite. */
  static final GradientTable GRADIENTS =
      new GradientTable(
          Map.of(
              BatchNormalize.class,
              new Row(Normalizations::isOfBatch, images(Normalizations::batchGradient)),
              LayerNormalize.class,
              new Row(g -> g.present().equals(List.of(true)), Normalizations::layerGradient),
              Lstm.class,
              new Row(Recurrences::isWhole, Recurrences::backward),
              Gru.class,
              new Row(Recurrences::isWhole, Recurrences::backward),
              SimpleRnn.class,
              new Row(Recurrences::isWhole, Recurrences::backward)));

  private Lowerings() {}

  /** By what a gradient is computed, if it is one by the right outputs. */
  private record Row(Predicate<CompositeGradient> fits, Lowering lowering) {}

  /** The rows of gradients. */
  record GradientTable(Map<Class<? extends Op>, Row> rows) {
    private @Nullable Row row(CompositeGradient gradient) {
      Row row = rows.get(gradient.op().getClass());
      return row != null && row.fits.test(gradient) ? row : null;
    }

    /** Whether there is a kernel for a gradient. */
    boolean fits(CompositeGradient gradient) {
      return row(gradient) != null;
    }
  }

  /** Whether a composite need not be taken apart. */
  static boolean isWhole(Op op, Shape x) {
    CompositeGradient gradient = Gradients.of(op);
    Predicate<Shape> fits =
        COMPOSITES.get(gradient == null ? op.getClass() : gradient.op().getClass());
    return fits != null && fits.test(x) && (gradient == null || GRADIENTS.fits(gradient));
  }

  /** Whether a gradient finds what an input would say in what the kernel of the op has left. */
  static boolean isLeft(Node node, int input) {
    if (node.op() instanceof PoolGradient gradient) {
      return input < 2 && Spatial.isWithin(gradient.pool());
    }
    CompositeGradient gradient = Gradients.of(node.op());
    if (gradient == null || gradient.op() instanceof Recurrent || !GRADIENTS.fits(gradient)) {
      return false;
    }
    int outputs = gradient.arity();
    return input >= outputs && input < outputs + gradient.present().size();
  }

  /** Makes the kernel of a node; null if there is none. */
  static @Nullable Kernel kernel(Node node, Memory memory) {
    CompositeGradient gradient = Gradients.of(node.op());
    if (gradient != null) {
      Row row = GRADIENTS.row(gradient);
      return row == null ? null : row.lowering.of(node, memory);
    }
    Lowering lowering = OPS.get(node.op().getClass());
    return lowering == null ? null : lowering.of(node, memory);
  }

  /** For convolutions whose window is not too large. */
  private static Lowering within(Function<Op, Window> window, Lowering lowering) {
    return (node, memory) ->
        Spatial.isWithin(window.apply(node.op())) ? lowering.of(node, memory) : null;
  }

  private static @Nullable Kernel pool(Node node, Memory memory) {
    return Spatial.isWithin((Pool) node.op()) ? Spatial.pool(node, memory) : null;
  }

  /** For inputs that have rows and channels. */
  private static Lowering images(Lowering lowering) {
    return (node, memory) -> node.input(0).rank() >= 2 ? lowering.of(node, memory) : null;
  }

  /** For so many elements that a Java loop would take longer. */
  private static Lowering large(ToLongFunction<Node> size, Lowering lowering) {
    return (node, memory) ->
        size.applyAsLong(node) >= DnnlKernels.SMALL ? lowering.of(node, memory) : null;
  }
}
