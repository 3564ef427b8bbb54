package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sum, product, mean, maximum or minimum over axes.
 *
 * @param kind which of them
 * @param axes the axes, from 0, in ascending order
 * @param keepDims whether the reduced axes stay with length 1
 */
public record Reduce(Kind kind, List<Integer> axes, boolean keepDims) implements Op {
  /** What a reduction computes. */
  public enum Kind {
    /** The sum. */
    SUM,
    /** The mean. */
    MEAN,
    /** The greatest element; NaN wins. */
    MAX,
    /** The smallest element; NaN wins. */
    MIN,
    /** The product. */
    PROD
  }

  /**
   * Copies the axes.
   *
   * @param kind which of them
   * @param axes the axes, from 0, in ascending order
   * @param keepDims whether the reduced axes stay with length 1
   */
  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.contains(i)) {
        out.add(x.dim(i));
      } else if (keepDims) {
        out.add(1L);
      }
    }
    Shape shape = Shape.of(out.stream().mapToLong(Long::longValue).toArray());
    return List.of(new Spec(x.dataType(), shape));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList((Tensor) null);
    }
    Tensor x = node.input(0);
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    Tensor wide = Ops.reshape(dy, kept.dims());
    Tensor y = Ops.reshape(node.output(0), kept.dims());
    int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
    return Op.gradientList(
        switch (kind) {
          case SUM -> spread(wide, x);
          case MEAN -> spread(share(wide, x, over), x);
          case PROD -> wide.times(productOfOthers(x, over));
          case MAX, MIN -> {
            Tensor chosen = Ops.equal(x, y);
            yield chosen.times(wide.dividedBy(Ops.sum(chosen, over, true)));
          }
        });
  }

  /** What each of the elements has of a gradient of their mean. */
  private Tensor share(Tensor wide, Tensor x, int[] over) {
    Shape gone = Shape.of(lengths(x));
    return gone.isKnown()
        ? wide.times(1.0 / Math.max(1, gone.size()))
        : wide.dividedBy(Ops.sum(Ops.onesLike(x), over, true));
  }

  /** The lengths of the axes that go; those of others need not be known. */
  private long[] lengths(Tensor x) {
    return axes.stream().mapToLong(x::dim).toArray();
  }

  /** For each element the product of all others, which stays right where one of them is 0. */
  private static Tensor productOfOthers(Tensor x, int[] axes) {
    Tensor isZero = Ops.equal(x, 0);
    Tensor zeros = Ops.sum(isZero, axes, true);
    Tensor safe = Ops.where(isZero, Ops.constant(1, x.dataType()), x);
    Tensor rest = Ops.prod(safe, axes, true);
    Tensor none = Ops.equal(zeros, 0).times(rest).dividedBy(safe);
    Tensor one = Ops.equal(zeros, 1).times(isZero).times(rest);
    return none.plus(one);
  }

  /** Between layers the number of rows is known by x alone. */
  private static Tensor spread(Tensor wide, Tensor x) {
    return x.shape().isKnown() ? Ops.broadcastTo(wide, x.shape()) : wide.times(Ops.onesLike(x));
  }
}
