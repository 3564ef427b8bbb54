package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ChannelBlocks;
import io.hornbill.engine.internal.kernel.Covered;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
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

  /** Channels that lie side by side: all of them, or a block. */
  private final int block;

  private final int inputPixels;
  private final int outputPixels;
  private FloatBuffer x = FloatBuffer.allocate(0);
  private FloatBuffer s = FloatBuffer.allocate(0);
  private FloatBuffer y = FloatBuffer.allocate(0);

  /** Adds what computes the sums, and this. */
  static void follow(
      PrimitiveKernel.Builder builder, Pool pool, Tensor input, Tensor output, Memory memory) {
    Buffer sums = Rows.sums(builder, memory.of(input));
    builder.then(new NanPooling(pool, input, output, sums, memory));
  }

  private NanPooling(Pool pool, Tensor input, Tensor output, Buffer sums, Memory memory) {
    source = memory.of(input);
    this.sums = sums;
    target = memory.of(output);
    covered = new Covered(pool, input.shape(), output.shape());
    channels = (int) input.shape().last();
    block = memory.isBlocked(input) ? ChannelBlocks.LENGTH : channels;
    inputPixels = pixels(input.shape());
    outputPixels = pixels(output.shape());
  }

  /** The number of pixels of an image. */
  private static int pixels(Shape images) {
    return (int) (images.size() / images.dim(0) / images.last());
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
      if (Float.isNaN(x.get(index(input, c, inputPixels)))) {
        y.put(index(output, c, outputPixels), Float.NaN);
      }
    }
  }

  /** Where a channel of a pixel lies, pixels being counted through all images. */
  private int index(int pixel, int channel, int pixels) {
    int blocksBefore = pixel / pixels * (channels / block) + channel / block;
    return (blocksBefore * pixels + pixel % pixels) * block + channel % block;
  }

  @Override
  public void close() {}
}
