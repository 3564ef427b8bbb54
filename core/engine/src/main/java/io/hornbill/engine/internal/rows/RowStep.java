package io.hornbill.engine.internal.rows;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.stream.IntStream;

/**
 * A node in the graphs for two numbers of rows.
 *
 * @param left the node for fewer rows
 * @param right the node for more
 * @param in for each input how many lines along its first axis belong to each row; 0 if it is the
 *     same for any number of rows
 * @param out the same for each output
 */
@SuppressWarnings("ArrayRecordComponent") // made here, read here, never compared
record RowStep(Node left, Node right, int[] in, int[] out) {
  /** Whether all outputs have as many lines for each row, and rows do not end here. */
  boolean isClear() {
    boolean alike = IntStream.of(out).allMatch(block -> block == out[0] && block >= 0);
    return alike && (out[0] > 0 || isShared());
  }

  /** Whether no input has rows. */
  boolean isShared() {
    return IntStream.of(in).allMatch(block -> block == 0);
  }

  /** Whether both ops are the same, numbers and all. */
  boolean sameOp() {
    return left.op().equals(right.op());
  }

  /** Whether an input has as many lines for each row as the output. */
  boolean isRows(int input) {
    return in[input] > 0 && in[input] == out[0];
  }

  /** Whether an input is the same for any number of rows. */
  boolean isShared(int input) {
    return in[input] == 0;
  }

  /** Whether the inputs behind one are the same for any number of rows. */
  boolean isSharedFrom(int first) {
    return IntStream.range(first, in.length).allMatch(this::isShared);
  }

  /** Whether an input, broadcast to the output, has its rows where the output has them. */
  boolean isAligned(int input) {
    Tensor x = left.input(input);
    int rank = left.output(0).rank();
    return isRows(input) ? x.rank() == rank : isShared(input) && (x.rank() < rank || x.dim(0) == 1);
  }

  /** Whether that holds for all inputs. */
  boolean isAligned() {
    return IntStream.range(0, in.length).allMatch(this::isAligned);
  }

  /** The number of axes of an input. */
  int rank(int input) {
    return left.input(input).rank();
  }
}
