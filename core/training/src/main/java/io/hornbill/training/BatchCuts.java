package io.hornbill.training;

import io.hornbill.engine.internal.rows.RowCost;
import io.hornbill.engine.internal.rows.RowProof;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides by which plans a batch is predicted. Plans are made for few numbers of rows, 1, 2, 3, 4,
 * 6, 8, 12, 16, 24, 32 and so on; another number is cut into these, or filled up to the next one,
 * whichever costs less. That is done only for models that are proven to keep rows apart ({@link
 * RowProof}); others have a plan for each number of rows.
 *
 * <p>What is decided follows from the model and the shapes alone, and not from what was asked
 * before, so that the same question has the same answer to the last bit.
 */
final class BatchCuts {
  private static final int KNOWN = 256;

  private final Network network;
  private final Proofs<List<Shape>, RowCost> proofs = new Proofs<>(KNOWN);

  BatchCuts(Network network) {
    this.network = network;
  }

  /**
   * Returns the numbers of rows of the plans that predict a batch, one after the other. The last
   * one may have more rows than are left.
   *
   * @param shapes the shapes of the inputs, with as many rows each
   * @return the numbers; the batch's own one if the batch is not cut
   */
  List<Integer> of(List<Shape> shapes) {
    long rows = shapes.get(0).dim(0);
    boolean alike = shapes.stream().allMatch(shape -> shape.dim(0) == rows);
    if (below(rows) == rows || !alike || rows > Integer.MAX_VALUE / 2) {
      return List.of((int) rows);
    }
    Optional<RowCost> cost = cost(shapes);
    return cost.isEmpty() ? List.of((int) rows) : cut(rows, cost.get().start());
  }

  private Optional<RowCost> cost(List<Shape> shapes) {
    List<Shape> key = shapes.stream().map(shape -> shape.with(0, 1)).toList();
    return proofs.of(
        key,
        () ->
            Trace.keepsRowsApart(network)
                ? Optional.ofNullable(RowProof.of(rows -> outputs(shapes, rows)))
                : Optional.empty());
  }

  /** A model that changes variables, such as its states, is not asked in parts. */
  private List<Tensor> outputs(List<Shape> shapes, long rows) {
    var program =
        StepBuilder.prediction(
            network, Trace.inference(), shapes.stream().map(shape -> shape.with(0, rows)).toList());
    return program.updates().isEmpty() ? program.outputs() : List.of();
  }

  /**
   * Cuts a number of rows.
   *
   * @param rows how many rows there are
   * @param start how many rows take as long as the start of a run
   */
  static List<Integer> cut(long rows, double start) {
    List<Integer> best = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    List<Integer> parts = new ArrayList<>();
    double spent = 0;
    for (long left = rows; left > 0; left -= below(left)) {
      double filled = spent + above(left) + start;
      if (filled < least) {
        least = filled;
        best = new ArrayList<>(parts);
        best.add((int) above(left));
      }
      parts.add((int) below(left));
      spent += below(left) + start;
    }
    return best;
  }

  /** The greatest of the numbers that is not above a number: 2^n or 3 2^(n-1). */
  static long below(long rows) {
    long power = Long.highestOneBit(rows);
    return rows >= power + power / 2 ? power + power / 2 : power;
  }

  /** The smallest of the numbers that is not below a number. */
  static long above(long rows) {
    long less = below(rows);
    long power = Long.highestOneBit(rows);
    return less == rows ? rows : less == power ? power + power / 2 : 2 * power;
  }
}
