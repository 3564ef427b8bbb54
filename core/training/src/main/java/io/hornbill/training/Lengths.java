package io.hornbill.training;

import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.engine.Engine;
import io.hornbill.engine.Program;
import io.hornbill.engine.internal.lengths.LengthProof;
import io.hornbill.engine.internal.lengths.Padding;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides for which lengths of sequences there are plans. The first few lengths that are met have a
 * plan each. Further ones are computed by plans for few lengths, 4, 8, 12, 16, 20, 24, 28, 32, 40
 * and so on, four to each power of two: steps that do not count are put behind the sequences, and
 * what comes out is cut. That is done only for models that are proven to compute the same then
 * ({@link LengthProof}), because masks leave such steps out; others have a plan for each length.
 *
 * <p>Sums of more steps may be rounded in another way, so where bits must not depend on what was
 * asked before, each length has its plan.
 */
final class Lengths {
  /** So many lengths are usual: they have plans of their own. */
  private static final int FEW = 4;

  private static final int KNOWN = 256;

  private final Supplier<List<Tensor>> inputs;
  private final Function<BatchShapes, Program> writer;
  private final Set<Long> usual = new HashSet<>();
  private final Proofs<BatchShapes, Padding> proofs = new Proofs<>(KNOWN);

  /** Shapes of one row that a layer does not take, though it takes fewer steps. */
  private final Set<BatchShapes> refused = ConcurrentHashMap.newKeySet();

  /**
   * Has met no length yet.
   *
   * @param inputs what the plan begins with, as the model declares it
   * @param writer writes what is computed of a batch of some shapes
   */
  Lengths(Supplier<List<Tensor>> inputs, Function<BatchShapes, Program> writer) {
    this.inputs = inputs;
    this.writer = writer;
  }

  /**
   * Returns what computes a batch by one plan.
   *
   * @param shapes the batch's shapes
   * @return the shapes of the plan, and how it is filled
   */
  Fitted of(BatchShapes shapes) {
    return of(shapes, List.of(shapes.rows()));
  }

  /**
   * Returns what computes a batch by plans of some rows each.
   *
   * @param shapes the batch's shapes
   * @param parts how many rows each plan has
   * @return the shapes of a plan for all rows, and how it is filled
   */
  Fitted of(BatchShapes shapes, List<Long> parts) {
    BatchShapes roomy = roomy(shapes);
    if (roomy.equals(shapes)) {
      return Fitted.exactly(shapes);
    }
    Optional<Padding> found = Optional.empty();
    for (long rows : Set.copyOf(parts)) {
      BatchShapes part = rows == shapes.rows() ? shapes : withRows(shapes, rows);
      found = proofs.of(with(part, 1), () -> prove(part));
      if (found.isEmpty()) {
        break;
      }
    }
    return found
        .map(padding -> new Fitted(roomy, padding, length(shapes.x())))
        .orElseGet(() -> Fitted.exactly(shapes));
  }

  /**
   * Returns the shapes of the plan that computes a batch if steps may be put behind its sequences.
   *
   * @param shapes the batch's shapes
   * @return others; the same if the batch has a plan of its own
   */
  BatchShapes roomy(BatchShapes shapes) {
    long length = length(shapes.x());
    if (length < 0 || isUsual(length) || Engine.keepsBits()) {
      return shapes;
    }
    BatchShapes roomy = with(shapes, above(length));
    return refused.contains(withRows(roomy, 1)) ? shapes : roomy;
  }

  /**
   * Finds out why there is no plan: because a layer does not take as many steps as were put behind
   * the sequences. From then on such batches have plans of their own.
   *
   * @param fitted what there is no plan for
   * @return whether the batch's own length must be tried
   */
  boolean refuses(Fitted fitted) {
    if (fitted.padding() == null) {
      return false;
    }
    try {
      written(fitted.shapes());
      return false;
    } catch (RuntimeException tooLong) {
      if (refused.size() >= KNOWN) {
        refused.clear();
      }
      return refused.add(withRows(fitted.shapes(), 1));
    }
  }

  private static BatchShapes withRows(BatchShapes shapes, long rows) {
    List<Shape> x = shapes.x().stream().map(shape -> shape.with(0, rows)).toList();
    return new BatchShapes(x, shapes.y(), shapes.weights());
  }

  private boolean isUsual(long length) {
    synchronized (usual) {
      return usual.contains(length) || (usual.size() < FEW && usual.add(length));
    }
  }

  /** The length of all inputs that may have any; -1 if there is none, or there are several. */
  private long length(List<Shape> shapes) {
    List<Tensor> declared = inputs.get();
    long length = -1;
    for (int i = 0; i < declared.size(); i++) {
      if (isFree(declared.get(i))) {
        long own = shapes.get(i).dim(Fitted.TIME);
        if (length >= 0 && own != length) {
          return -1;
        }
        length = own;
      }
    }
    return length;
  }

  private static boolean isFree(Tensor declared) {
    return declared.rank() > Fitted.TIME && declared.dim(Fitted.TIME) < 0;
  }

  /** Shapes with another length. */
  private BatchShapes with(BatchShapes shapes, long length) {
    List<Tensor> declared = inputs.get();
    List<Shape> x = new ArrayList<>(shapes.x());
    for (int i = 0; i < declared.size(); i++) {
      if (isFree(declared.get(i))) {
        x.set(i, x.get(i).with(Fitted.TIME, length));
      }
    }
    return new BatchShapes(x, shapes.y(), shapes.weights());
  }

  private Optional<Padding> prove(BatchShapes shapes) {
    return Optional.ofNullable(LengthProof.of(length -> written(with(shapes, length))));
  }

  private LengthProof.Written written(BatchShapes shapes) {
    Program program = writer.apply(shapes);
    return new LengthProof.Written(
        program.inputs(),
        program.outputs(),
        program.updates().stream().map(Assignment::value).toList());
  }

  /** The smallest of the lengths that have plans that is not below a length. */
  static long above(long length) {
    long distance = Math.max(4, Long.highestOneBit(length) / 4);
    return (length + distance - 1) / distance * distance;
  }
}
