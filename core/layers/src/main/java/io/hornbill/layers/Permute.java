package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the axes of each sample into another order.
 *
 * <pre>{@code
 * new Permute(2, 1) // [batch, 10, 64] to [batch, 64, 10]
 * }</pre>
 */
public final class Permute extends KerasLayer<Permute> {
  private static final Setting<List<Integer>> DIMS =
      Setting.integers("dims")
          .only(
              "the numbers from 1 to the rank of a sample in some order",
              "Leave the batch axis out.",
              Permute::isOrder);

  /**
   * Makes a layer.
   *
   * @param dims for each new axis the old one, counted from 1, without the batch axis
   * @throws IllegalArgumentException if they are not the numbers from 1 in some order
   */
  public Permute(int... dims) {
    declare(DIMS);
    set(DIMS, Windows.list(dims));
  }

  private static boolean isOrder(List<Integer> dims) {
    List<Integer> sorted = dims.stream().sorted().toList();
    return sorted.equals(IntStream.rangeClosed(1, dims.size()).boxed().toList());
  }

  @Override
  protected void build(Shape input) {
    expectRank(get(DIMS).size() + 1, "[batch, …]");
    checkInputs(List.of(input));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.transpose(x, IntStream.concat(IntStream.of(0), IntStream.of(ints(DIMS))).toArray());
  }
}
