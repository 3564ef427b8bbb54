package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Gives each sample another shape of as many elements. */
public final class Reshape extends KerasLayer<Reshape> {
  private static final Setting<List<Integer>> TARGET_SHAPE =
      Setting.integers("target_shape").check("positive lengths, one may be -1", Reshape::check);

  /**
   * Makes a layer.
   *
   * @param targetShape the new shape without the batch axis; one length may be -1, to be computed
   */
  public Reshape(int... targetShape) {
    declare(TARGET_SHAPE);
    set(TARGET_SHAPE, Windows.list(targetShape));
    expectMinRank(1, "[batch, …]");
  }

  private static void check(String owner, String name, List<Integer> lengths) {
    if (!lengths.stream().allMatch(d -> d > 0 || d == -1)
        || lengths.stream().filter(d -> d == -1).count() > 1) {
      throw Fault.of(owner)
          .expected("%s must have positive lengths and at most one -1", name)
          .received(lengths)
          .remedy("Leave the batch axis out.")
          .argument();
    }
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int[] targetShape = ints(TARGET_SHAPE);
    Shape sample = x.shape().without(0);
    long[] dims =
        LongStream.concat(LongStream.of(x.dim(0)), Arrays.stream(targetShape).mapToLong(d -> d))
            .toArray();
    if (sample.isKnown()) {
      long known =
          Shape.of(Arrays.stream(targetShape).filter(d -> d > 0).asLongStream().toArray()).size();
      long missing = known == 0 ? 0 : sample.size() / known;
      boolean open = Arrays.stream(targetShape).anyMatch(d -> d < 0);
      if (!(open ? missing * known == sample.size() : known == sample.size())) {
        throw Fault.of(owner())
            .expected("targetShape must hold as many elements as a sample")
            .received("%s for samples %s", Arrays.toString(targetShape), sample)
            .remedy("Correct the target shape.")
            .argument();
      }
      for (int i = 1; i < dims.length; i++) {
        dims[i] = dims[i] < 0 ? missing : dims[i];
      }
    }
    return Ops.reshape(x, dims);
  }
}
