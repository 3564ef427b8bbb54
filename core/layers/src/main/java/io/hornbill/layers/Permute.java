package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Puts the axes of each sample into another order.
 *
 * <pre>{@code
 * new Permute(2, 1) // [batch, 10, 64] to [batch, 64, 10]
 * }</pre>
 */
public final class Permute extends KerasLayer<Permute> {
  private final int[] dims;

  /**
   * Makes a layer.
   *
   * @param dims for each new axis the old one, counted from 1, without the batch axis
   * @throws IllegalArgumentException if they are not the numbers from 1 in some order
   */
  public Permute(int... dims) {
    Checks.argument(
        Arrays.equals(
            Arrays.stream(dims).sorted().toArray(),
            IntStream.rangeClosed(1, dims.length).toArray()),
        "Permute: dims must be the numbers from 1 to the rank of a sample in some order. Received: %s. Leave the batch axis out.",
        Arrays.toString(dims));
    this.dims = dims.clone();
    expectRank(dims.length + 1, "[batch, …]");
  }

  static Permute from(Config config) {
    return new Permute(config.integers("dims")).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.transpose(x, IntStream.concat(IntStream.of(0), IntStream.of(dims)).toArray());
  }

  @Override
  public Config config() {
    return super.config().with("dims", Config.listOf(dims));
  }
}
