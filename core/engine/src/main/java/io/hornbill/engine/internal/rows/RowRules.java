package io.hornbill.engine.internal.rows;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Twins;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.LayerNormalize;
import io.hornbill.graph.internal.ops.LogSoftmax;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.OneHot;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.Placeholder;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.graph.internal.ops.Sort;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.TakeSteps;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.Map;
import java.util.function.Predicate;

/** Which ops keep rows apart, and with which inputs. An op without a rule is not known to do so. */
final class RowRules {
  private static final Map<Class<? extends Op>, Predicate<RowStep>> RULES =
      Map.ofEntries(
          Map.entry(Placeholder.class, s -> s.out()[0] == 1),
          Map.entry(Fill.class, s -> Twins.isSameNumber(s.left(), s.right())),
          Map.entry(BroadcastTo.class, RowStep::isAligned),
          Map.entry(Reshape.class, s -> s.in()[0] > 0),
          Map.entry(Where.class, RowStep::isAligned),
          Map.entry(Transpose.class, s -> s.isRows(0) && s.sameOp() && firstStays(s)),
          Map.entry(MatMul.class, s -> s.sameOp() && product(s)),
          Map.entry(Conv.class, s -> s.sameOp() && s.isRows(0) && s.isShared(1)),
          Map.entry(ConvInput.class, s -> sameWindow(s) && s.isRows(0) && s.isShared(1)),
          Map.entry(Pool.class, s -> s.sameOp() && s.isRows(0)),
          Map.entry(Reduce.class, s -> along(s, ((Reduce) op(s)).axes().contains(0) ? 0 : 1)),
          Map.entry(ArgReduce.class, s -> along(s, ((ArgReduce) op(s)).axis())),
          Map.entry(CumulativeSum.class, s -> along(s, ((CumulativeSum) op(s)).axis())),
          Map.entry(Reverse.class, s -> along(s, ((Reverse) op(s)).axis())),
          Map.entry(Slice.class, s -> along(s, ((Slice) op(s)).axis())),
          Map.entry(Spread.class, s -> along(s, ((Spread) op(s)).axis())),
          Map.entry(Concat.class, s -> along(s, ((Concat) op(s)).axis())),
          Map.entry(Sort.class, RowRules::alongLast),
          Map.entry(Softmax.class, RowRules::alongLast),
          Map.entry(LogSoftmax.class, RowRules::alongLast),
          Map.entry(LayerNormalize.class, RowRules::alongLast),
          Map.entry(OneHot.class, s -> s.sameOp() && s.isRows(0)),
          Map.entry(PackSteps.class, s -> s.isRows(0)),
          Map.entry(TakeSteps.class, s -> s.isRows(0) && s.isRows(1)),
          Map.entry(Gather.class, s -> s.sameOp() && s.isShared(0) && s.isRows(1)));

  private RowRules() {}

  /**
   * Whether a node keeps rows apart; or, where it has none, is the same for any number of rows.
   *
   * @param step the node, whose outputs all have rows or all have none
   */
  static boolean holds(RowStep step) {
    if (step.out()[0] == 0) {
      return op(step).isPure() && (step.sameOp() || Twins.isSameArray(step.left(), step.right()));
    }
    Predicate<RowStep> rule = RULES.get(op(step).getClass());
    if (rule != null) {
      return rule.test(step);
    }
    if (op(step) instanceof Unary) {
      return step.sameOp() && step.isRows(0);
    }
    if (op(step) instanceof Binary) {
      return step.sameOp() && step.isAligned();
    }
    return op(step) instanceof Recurrent recurrent && step.sameOp() && recurrent(step, recurrent);
  }

  private static Op op(RowStep step) {
    return step.left().op();
  }

  private static boolean firstStays(RowStep step) {
    return ((Transpose) op(step)).axes().get(0) == 0;
  }

  /** Rows are the first axis of a matrix, or one of those along which there are several. */
  private static boolean product(RowStep step) {
    return step.left().output(0).rank() == 2
        ? !((MatMul) op(step)).transposeA() && step.isRows(0) && step.isShared(1)
        : step.isAligned();
  }

  private static boolean sameWindow(RowStep step) {
    ConvInput one = (ConvInput) op(step);
    ConvInput other = (ConvInput) step.right().op();
    return one.window().equals(other.window()) && one.groups() == other.groups();
  }

  private static boolean along(RowStep step, int axis) {
    boolean rows = true;
    for (int i = 0; i < step.in().length; i++) {
      rows &= step.isRows(i);
    }
    return rows && axis != 0 && step.sameOp();
  }

  private static boolean alongLast(RowStep step) {
    return step.sameOp() && step.rank(0) > 1 && step.isRows(0) && step.isSharedFrom(1);
  }

  private static boolean recurrent(RowStep step, Recurrent op) {
    boolean rows = true;
    for (int i = 0; i <= op.states(); i++) {
      rows &= step.isRows(i);
    }
    int weights = 1 + op.states();
    for (int i = weights; i < step.in().length; i++) {
      rows &= i < weights + 3 ? step.isShared(i) : step.isRows(i);
    }
    return rows;
  }

  /** Roughly how many steps of arithmetic a node takes for all rows; 0 without rows. */
  static double steps(RowStep step) {
    if (step.out()[0] == 0) {
      return 0;
    }
    Node node = step.left();
    double size = 0;
    for (Tensor output : node.outputs()) {
      size += output.shape().size();
    }
    if (node.op() instanceof MatMul product) {
      return size * node.input(0).dim(product.transposeA() ? -2 : -1);
    }
    if (node.op() instanceof Conv) {
      return size * node.input(1).shape().size() / node.input(1).dim(-1);
    }
    if (node.op() instanceof ConvInput) {
      double kernel = node.input(1).shape().size();
      return node.input(0).shape().size() * kernel / node.input(1).dim(-1);
    }
    if (node.op() instanceof Recurrent op) {
      double kernels = node.input(1 + op.states()).shape().size();
      kernels += node.input(2 + op.states()).shape().size();
      return (double) node.output(0).dim(0) * node.output(0).dim(1) * kernels;
    }
    return size;
  }
}
