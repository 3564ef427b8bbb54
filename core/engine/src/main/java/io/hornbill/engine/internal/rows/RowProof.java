package io.hornbill.engine.internal.rows;

import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Twins;
import io.hornbill.graph.internal.ops.Composite;
import io.hornbill.graph.internal.ops.Read;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a program computes each row of its outputs from the same row of its inputs alone,
 * whatever the number of rows is.
 *
 * <p>It walks through two graphs of the program, written for two numbers of rows, both prime and
 * larger than most lengths. They must be the same op by op. Each tensor is either the same in both,
 * and then no input decides it, or its first axis is as long as the number of rows, or a multiple
 * of it, and everything else is the same; and each op must be one that keeps rows apart ({@link
 * RowRules}). What is not known to do so proves nothing.
 */
public final class RowProof {
  private static final long FEWER = 1_009;
  private static final long MORE = 1_013;

  private final Twins twins = new Twins();
  private double steps;
  private double weights;
  private int nodes;

  private RowProof() {}

  /**
   * Tries to prove it.
   *
   * @param outputs writes the graph for a number of rows and returns its outputs; none if rows are
   *     known to depend on each other
   * @return what runs and rows cost; null if there is no proof
   */
  public static @Nullable RowCost of(LongFunction<List<Tensor>> outputs) {
    List<Tensor> fewer = outputs.apply(FEWER);
    List<Tensor> more = outputs.apply(MORE);
    RowProof proof = new RowProof();
    boolean rows = fewer.stream().allMatch(t -> t.rank() > 0 && t.dim(0) == FEWER);
    return rows && !fewer.isEmpty() && proof.walk(fewer, more)
        ? new RowCost(proof.steps, proof.weights, proof.nodes)
        : null;
  }

  private boolean walk(List<Tensor> fewer, List<Tensor> more) {
    return twins.walk(fewer, more, this::pair);
  }

  private boolean pair(Node left, Node right) {
    RowStep step = new RowStep(left, right, blocks(left.inputs()), blocks(left, right));
    if (!step.isClear()) {
      return false;
    }
    if (!RowRules.holds(step)) {
      return taken(left, right);
    }
    count(step);
    return true;
  }

  /** An op of simpler ones keeps rows apart if these do. */
  private boolean taken(Node left, Node right) {
    if (!(left.op() instanceof Composite one) || !(right.op() instanceof Composite other)) {
      return false;
    }
    List<Tensor> fewer = one.compose(left.inputs());
    List<Tensor> more = other.compose(right.inputs());
    return walk(fewer, more) && specs(fewer).equals(specs(left.outputs()));
  }

  private static List<Object> specs(List<Tensor> tensors) {
    return tensors.stream().<Object>map(Tensor::spec).toList();
  }

  private void count(RowStep step) {
    nodes++;
    if (step.left().op() instanceof Read) {
      weights += step.left().output(0).shape().size() * (double) Float.BYTES;
    }
    steps += RowRules.steps(step) / FEWER;
  }

  private int[] blocks(List<Tensor> known) {
    return known.stream().mapToInt(t -> block(t, twins.of(t))).toArray();
  }

  private static int[] blocks(Node left, Node right) {
    int[] blocks = new int[left.outputs().size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block(left.output(i), right.output(i));
    }
    return blocks;
  }

  /**
   * How many lines along the first axis belong to each row: 0 if the tensor is the same for any
   * number of rows, -1 if it is neither.
   */
  private static int block(Tensor left, Tensor right) {
    if (left.spec().equals(right.spec())) {
      return 0;
    }
    Shape fewer = left.shape();
    Shape more = right.shape();
    boolean rows =
        left.dataType() == right.dataType()
            && fewer.rank() > 0
            && fewer.rank() == more.rank()
            && fewer.slice(1, fewer.rank()).equals(more.slice(1, more.rank()))
            && fewer.dim(0) % FEWER == 0
            && more.dim(0) % MORE == 0
            && fewer.dim(0) / FEWER == more.dim(0) / MORE;
    return rows ? Math.toIntExact(fewer.dim(0) / FEWER) : -1;
  }
}
