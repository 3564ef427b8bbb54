package io.hornbill.losses;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The negative log-likelihood of a sequence of labels, summed over all ways to align it with the
 * longer sequence of predictions (connectionist temporal classification).
 *
 * <p>Targets {@code [batch, labels]} are whole numbers in [1, classes); 0 is the blank, and pads
 * sequences at their end. Predictions {@code [batch, steps, classes]} are numbers that no
 * activation was applied to. Example:
 *
 * <pre>{@code model.compile("adam", new CTC());}</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">The paper</a>
 */
public final class CTC extends NamedLoss<CTC> {
  /** Stands for the logarithm of 0, finite so that gradients are. */
  private static final double NEVER = -1e30;

  /** Makes the loss. */
  public CTC() {
    super("CTC", "ctc");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    checkShapes(yTrue, yPred);
    Tensor states = states(yTrue);
    Tensor emissions =
        Ops.matmul(Ops.logSoftmax(yPred), Ops.oneHot(states, yPred.dim(-1)), false, true);
    Tensor skips = skips(states);
    Tensor paths = Ops.where(first(states), Ops.select(emissions, 1, 0), never(states));
    for (long step = 1; step < yPred.dim(1); step++) {
      Tensor one = shifted(paths, 1);
      Tensor two = Ops.where(skips, shifted(paths, 2), never(states));
      paths = sumExp(sumExp(paths, one), two).plus(Ops.select(emissions, 1, step));
    }
    return atEnd(yTrue, paths).negated();
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    ClassNumbers.check("CTC", yTrue, yPred.last(), null);
  }

  private static void checkShapes(Tensor yTrue, Tensor yPred) {
    if (yTrue.rank() != 2 || yPred.rank() != 3) {
      throw Fault.of("CTC")
          .expected("targets must be [batch, labels] and predictions [batch, steps, classes]")
          .received("yTrue %s, yPred %s", yTrue.shape(), yPred.shape())
          .remedy("Pad the labels with 0 to one length.")
          .argument();
    }
  }

  /** The labels with blanks before, between and after them: {@code [batch, 2 * labels + 1]}. */
  private static Tensor states(Tensor yTrue) {
    Tensor pairs = Ops.stack(List.of(Ops.zerosLike(yTrue), yTrue), 2);
    Tensor row = Ops.reshape(pairs, Shape.UNKNOWN, 2 * yTrue.dim(1));
    return Ops.pad(row, 1, 0, 1);
  }

  /** Where a path may come from two states before: at labels that differ from the one before. */
  private static Tensor skips(Tensor states) {
    return Ops.logicalAnd(states, Ops.notEqual(states, Ops.pad(cut(states, 2), 1, 2, 0)));
  }

  /** Where a path may begin: at the first blank and the first label. */
  private static Tensor first(Tensor states) {
    Tensor position = Ops.cumsum(Ops.onesLike(states), 1);
    return Ops.lessEqual(position, 2);
  }

  private static Tensor never(Tensor states) {
    return Ops.fill(NEVER, states.spec());
  }

  private static Tensor cut(Tensor x, int by) {
    return Ops.slice(x, 1, 0, x.dim(1) - by);
  }

  /** The states' paths, moved to later states. */
  private static Tensor shifted(Tensor paths, int by) {
    Tensor lead = Ops.slice(never(paths), 1, 0, by);
    return Ops.concatenate(List.of(lead, cut(paths, by)), 1);
  }

  private static Tensor sumExp(Tensor a, Tensor b) {
    Tensor difference = a.minus(b);
    return Ops.maximum(a, b).plus(Ops.softplus(Ops.abs(difference).negated()));
  }

  /** The paths that end at the last label or the blank after it. */
  private static Tensor atEnd(Tensor yTrue, Tensor paths) {
    Tensor last = Ops.sum(Ops.notEqual(yTrue, 0), 1).times(2);
    Tensor blank = Ops.sum(Ops.oneHot(last, paths.dim(1)).times(paths), 1);
    Tensor label = Ops.sum(Ops.oneHot(last.minus(1), paths.dim(1)).times(paths), 1);
    Tensor none = Ops.equal(last, 0);
    return sumExp(blank, Ops.where(none, Ops.fill(NEVER, label.spec()), label));
  }
}
