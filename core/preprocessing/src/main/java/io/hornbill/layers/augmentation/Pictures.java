package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.graph.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures of one size, channels last. */
final class Pictures {
  final float[] data;
  final int count;
  final int height;
  final int width;
  final int channels;

  Pictures(float[] data, int count, int height, int width, int channels) {
    this.data = data;
    this.count = count;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  Pictures(int count, int height, int width, int channels) {
    this(
        new float[JavaHeap.length(Float.BYTES, "Pictures", count, height, width, channels)],
        count,
        height,
        width,
        channels);
  }

  /** Pictures of the same size with other content. */
  Pictures like() {
    return new Pictures(count, height, width, channels);
  }

  Pictures copy() {
    return new Pictures(data.clone(), count, height, width, channels);
  }

  /** The place of a picture's first number. */
  int start(int picture) {
    return picture * height * width * channels;
  }

  /** How many numbers a picture has. */
  int size() {
    return height * width * channels;
  }

  int at(int picture, int y, int x) {
    return ((picture * height + y) * width + x) * channels;
  }

  /** Checks that there are pictures: one, or a batch of them. */
  static void check(String owner, INDArray array) {
    boolean usable = array != null && !array.wasClosed();
    if (!usable || (array.rank() != 3 && array.rank() != 4)) {
      throw Fault.of(owner)
          .expected("images must have 3 or 4 axes")
          .received(
              array == null
                  ? "null"
                  : usable ? "shape " + Shape.of(array.shape()) : "an array that is closed")
          .remedy("Pass [batch, height, width, channels].")
          .argument();
    }
  }

  /** Reads an array {@code [batch, height, width, channels]}, or one picture of three axes. */
  static Pictures of(String owner, INDArray array, boolean channelsFirst) {
    check(owner, array);
    float[] values = new float[Math.toIntExact(array.length())];
    floats(plain(array)).get(values);
    long[] shape = array.shape();
    int from = shape.length - 3;
    int count = from == 0 ? 1 : (int) shape[0];
    return of(
        values,
        count,
        (int) shape[from],
        (int) shape[from + 1],
        (int) shape[from + 2],
        channelsFirst);
  }

  /** The same numbers as FLOAT, one after the other in memory. */
  static INDArray plain(INDArray array) {
    INDArray floats = array.castTo(DataType.FLOAT);
    boolean lies = floats.ordering() == 'c' && !floats.isView() && floats.offset() == 0;
    return lies ? floats : floats.dup('c');
  }

  /** The memory of an array that is plain. */
  static FloatBuffer floats(INDArray plain) {
    return plain.data().asNio().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Wraps numbers, whose last three axes are height, width and channels, or channels first. */
  static Pictures of(float[] values, int count, int a, int b, int c, boolean channelsFirst) {
    if (!channelsFirst) {
      return new Pictures(values, count, a, b, c);
    }
    Pictures pictures = new Pictures(count, b, c, a);
    for (int n = 0; n < count; n++) {
      for (int channel = 0; channel < a; channel++) {
        int from = (n * a + channel) * b * c;
        int to = pictures.start(n) + channel;
        for (int i = 0; i < b * c; i++) {
          pictures.data[to + i * a] = values[from + i];
        }
      }
    }
    return pictures;
  }

  /** The numbers in the order of an array. */
  float[] values(boolean channelsFirst) {
    if (!channelsFirst) {
      return data;
    }
    float[] values = new float[data.length];
    int plane = height * width;
    for (int n = 0; n < count; n++) {
      for (int channel = 0; channel < channels; channel++) {
        int to = (n * channels + channel) * plane;
        int from = start(n) + channel;
        for (int i = 0; i < plane; i++) {
          values[to + i] = data[from + i * channels];
        }
      }
    }
    return values;
  }

  /** An array of as many axes as another one. */
  INDArray array(int rank, boolean channelsFirst) {
    long[] shape =
        channelsFirst
            ? new long[] {count, channels, height, width}
            : new long[] {count, height, width, channels};
    INDArray array = Nd4j.createFromArray(values(channelsFirst)).reshape('c', shape);
    return rank == 3 ? array.reshape('c', shape[1], shape[2], shape[3]) : array;
  }
}
