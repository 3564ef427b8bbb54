package io.hornbill.layers;

import io.hornbill.base.Checks;
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
      Setting.integers("dims").check("the numbers from 1 in some order", Permute::check);

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

  private static void check(String owner, String name, List<Integer> dims) {
    Checks.argument(
        dims.stream()
            .sorted()
            .toList()
            .equals(IntStream.rangeClosed(1, dims.size()).boxed().toList()),
        "%s: %s must be the numbers from 1 to the rank of a sample in some order. Received: %s. Leave the batch axis out.",
        owner,
        name,
        dims);
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
