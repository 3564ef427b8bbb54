package io.hornbill.engine.lowering;

import io.hornbill.engine.kernel.Buffer;
import io.hornbill.engine.kernel.Covered;
import io.hornbill.graph.Shape;
import io.hornbill.graph.ops.Pool;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * What follows oneDNN's greatest-value pooling, which passes over NaN: where the input has one, the
 * places that cover it become NaN, as in Keras. Without any it only looks.
 */
final class NanPooling implements Stage {
  private static final int TILE = 8192;
  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private final Buffer source;
  private final Buffer target;
  private final Covered covered;
  private final int channels;
  private final int[] tile;
  private FloatBuffer x = FloatBuffer.allocate(0);
  private FloatBuffer y = FloatBuffer.allocate(0);
  private IntBuffer bits = IntBuffer.allocate(0);

  NanPooling(Pool pool, Shape input, Shape output, Buffer source, Buffer target) {
    this.source = source;
    this.target = target;
    covered = new Covered(pool, input, output);
    channels = (int) input.last();
    tile = new int[(int) Math.min(TILE, source.elements())];
  }

  @Override
  public void bind() {
    x = source.floats();
    bits = source.view().asIntBuffer();
    y = target.floats();
  }

  @Override
  public void run() {
    if (hasNan()) {
      covered.visit(this::spread);
    }
  }

  /** Of a NaN all bits of the exponent are set, and some below. */
  private boolean hasNan() {
    for (int at = 0; at < bits.capacity(); at += tile.length) {
      int count = Math.min(tile.length, bits.capacity() - at);
      bits.get(at, tile, 0, count);
      int greatest = 0;
      for (int i = 0; i < count; i++) {
        greatest = Math.max(greatest, tile[i] & MAGNITUDE);
      }
      if (greatest > INFINITY) {
        return true;
      }
    }
    return false;
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
