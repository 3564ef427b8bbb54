package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Gives each sample another shape of as many elements. */
public final class Reshape extends KerasLayer<Reshape> {
  private final int[] targetShape;

  /**
   * Makes a layer.
   *
   * @param targetShape the new shape without the batch axis; one length may be -1, to be computed
   */
  public Reshape(int... targetShape) {
    Checks.argument(
        Arrays.stream(targetShape).allMatch(d -> d > 0 || d == -1)
            && Arrays.stream(targetShape).filter(d -> d == -1).count() <= 1,
        "Reshape: targetShape must have positive lengths and at most one -1. Received: %s. Leave the batch axis out.",
        Arrays.toString(targetShape));
    this.targetShape = targetShape.clone();
    expectMinRank(1, "[batch, …]");
  }

  static Reshape from(Config config) {
    return new Reshape(config.integers("target_shape")).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Shape sample = x.shape().without(0);
    long[] dims =
        LongStream.concat(LongStream.of(x.dim(0)), Arrays.stream(targetShape).mapToLong(d -> d))
            .toArray();
    if (sample.isKnown()) {
      long known = Arrays.stream(targetShape).filter(d -> d > 0).reduce(1, (a, b) -> a * b);
      long missing = known == 0 ? 0 : sample.size() / known;
      boolean open = Arrays.stream(targetShape).anyMatch(d -> d < 0);
      Checks.argument(
          open ? missing * known == sample.size() : known == sample.size(),
          "%s: targetShape must hold as many elements as a sample. Received: %s for samples %s. Correct the target shape.",
          owner(),
          Arrays.toString(targetShape),
          sample);
      for (int i = 1; i < dims.length; i++) {
        dims[i] = dims[i] < 0 ? missing : dims[i];
      }
    }
    return Ops.reshape(x, dims);
  }

  @Override
  public Config config() {
    return super.config().with("target_shape", Config.listOf(targetShape));
  }
}
