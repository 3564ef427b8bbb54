package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Covered;
import io.hornbill.graph.Shape;
import io.hornbill.graph.internal.ops.Pool;
import java.nio.FloatBuffer;

/**
 * What follows oneDNN's greatest-value pooling, which passes over NaN: where the input has one, the
 * places that cover it become NaN, as in Keras. Whether to look at all, sums of the input tell: a
 * sum is NaN if one of its terms is.
 */
final class NanPooling implements Stage {
  private final Buffer source;
  private final Buffer sums;
  private final Buffer target;
  private final Covered covered;
  private final int channels;
  private FloatBuffer x = FloatBuffer.allocate(0);
  private FloatBuffer s = FloatBuffer.allocate(0);
  private FloatBuffer y = FloatBuffer.allocate(0);

  /** Adds what computes the sums, and this. */
  static void follow(
      PrimitiveKernel.Builder builder,
      Pool pool,
      Shape input,
      Shape output,
      Buffer source,
      Buffer target) {
    Buffer sums = Rows.sums(builder, source);
    builder.then(new NanPooling(pool, input, output, source, sums, target));
  }

  private NanPooling(
      Pool pool, Shape input, Shape output, Buffer source, Buffer sums, Buffer target) {
    this.source = source;
    this.sums = sums;
    this.target = target;
    covered = new Covered(pool, input, output);
    channels = (int) input.last();
  }

  @Override
  public void bind() {
    x = source.floats();
    s = sums.floats();
    y = target.floats();
  }

  @Override
  public void run() {
    for (int i = 0; i < s.capacity(); i++) {
      if (Float.isNaN(s.get(i))) {
        covered.visit(this::spread);
        return;
      }
    }
  }

  private void spread(int input, int output) {
    for (int c = 0; c < channels; c++) {
      if (Float.isNaN(x.get(input * channels + c))) {
        y.put(output * channels + c, Float.NaN);
      }
    }
  }

  @Override
  public void close() {}
}
