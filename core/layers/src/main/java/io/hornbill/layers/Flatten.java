package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.stream.LongStream;

/**
 * Puts all axes but the batch into one: {@code [batch, a, b]} becomes {@code [batch, a * b]}.
 *
 * <p>With {@code channels_first} the channels are moved to the end before, so that the order is the
 * same as with {@code channels_last}.
 */
public final class Flatten extends KerasLayer<Flatten> implements DataFormatSetter<Flatten> {
  /** Makes a layer. */
  public Flatten() {
    expectMinRank(1, "[batch, …]");
    declareDataFormat();
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() && x.rank() > 2 ? Axes.channelsLast(x) : x;
    long[] rest = last.shape().without(0).dims();
    boolean known = LongStream.of(rest).allMatch(d -> d >= 0);
    long features = known ? LongStream.of(rest).reduce(1, (a, b) -> a * b) : Shape.UNKNOWN;
    long batch = x.dim(0);
    if (batch < 0 || features < 0) {
      return features < 0
          ? Ops.reshape(last, batch, Shape.UNKNOWN)
          : Ops.reshape(last, Shape.UNKNOWN, features);
    }
    return Ops.reshape(last, batch, features);
  }
}
