package io.hornbill.data;

import io.hornbill.base.Fault;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.graph.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory that a {@link BatchReader} writes a batch into. It is used again for later batches, so
 * that reading allocates nothing once every shape has been seen.
 *
 * <pre>{@code
 * public boolean read(BatchBuffer batch) {
 *   BatchBuffer.write(batch.x(0, 32, 784), 0, pixels);
 *   BatchBuffer.write(batch.y(0, 32), 0, labels);
 *   return true;
 * }
 * }</pre>
 */
public final class BatchBuffer implements AutoCloseable {
  private final DataType dataType;
  private final Part x = new Part();
  private final Part y = new Part();
  private final Part weights = new Part();
  private Supplier<String> origin = BatchBuffer::unknown;

  /**
   * Makes a buffer without memory yet. Models make their own; this is for trying a reader.
   *
   * @param dataType FLOAT or DOUBLE, the model's type
   */
  public BatchBuffer(DataType dataType) {
    this.dataType = dataType;
  }

  /** The type of the numbers. */
  DataType dataType() {
    return dataType;
  }

  /** The arrays of inputs, targets or weights. */
  private final class Part {
    private static final int KEPT_SHAPES = 4;

    private final List<Map<Shape, INDArray>> rooms = new ArrayList<>();
    private final List<INDArray> present = new ArrayList<>();

    INDArray room(int index, long... shape) {
      if (index > present.size()) {
        throw Fault.of("BatchBuffer")
            .expected("the arrays of a batch must be asked for in order")
            .received("number %s after %s", index, present.size())
            .remedy("Begin with 0.")
            .argument();
      }
      if (index == rooms.size()) {
        rooms.add(new LinkedHashMap<>(8, 0.75f, true));
      }
      Map<Shape, INDArray> known = rooms.get(index);
      INDArray room =
          known.computeIfAbsent(
              Shape.of(shape), s -> Nd4j.createUninitialized(dataType, s.dims(), 'c'));
      if (known.size() > KEPT_SHAPES) {
        var oldest = known.entrySet().iterator();
        oldest.next().getValue().close();
        oldest.remove();
      }
      if (index == present.size()) {
        present.add(room);
      } else {
        present.set(index, room);
      }
      return room;
    }

    void put(List<INDArray> arrays) {
      for (int i = 0; i < arrays.size(); i++) {
        INDArray array = arrays.get(i);
        Column.checkOpen("BatchSource", "an array of a batch", array);
        if (array.rank() <= 0 || array.isEmpty()) {
          throw Fault.of("BatchSource")
              .expected("a batch must have at least one row")
              .received("an array of shape %s", Shape.of(array.shape()))
              .remedy("Pass arrays [rows, …].")
              .argument();
        }
        INDArray room = room(i, array.shape());
        if (array.dataType() == dataType && Column.isContiguous(array)) {
          Bytes.of(array).copyRows(0, Bytes.of(room), 0, Math.toIntExact(array.size(0)));
        } else {
          room.assign(array);
        }
      }
    }

    void close() {
      rooms.forEach(room -> room.values().forEach(INDArray::close));
      rooms.clear();
    }
  }

  /**
   * Gives the memory for the data of an input.
   *
   * @param input the number of the input, from 0; they are asked for in order
   * @param shape the shape of the batch, {@code [rows, ...]}
   * @return an array of the model's type in C order, with any content
   */
  public INDArray x(int input, long... shape) {
    return x.room(input, shape);
  }

  /**
   * Gives the memory for a target.
   *
   * @param target the number of the target, from 0; they are asked for in order
   * @param shape the shape of the batch, {@code [rows, ...]}
   * @return an array of the model's type in C order, with any content
   */
  public INDArray y(int target, long... shape) {
    return y.room(target, shape);
  }

  /**
   * Gives the memory for how much the rows count.
   *
   * @param target the number of the target, from 0; they are asked for in order; the first alone
   *     counts for all
   * @param shape {@code [rows]}, or {@code [rows, steps]}
   * @return an array of the model's type in C order, with any content
   */
  public INDArray weights(int target, long... shape) {
    return weights.room(target, shape);
  }

  /**
   * Copies a batch.
   *
   * @param batch the batch, of any types and orders
   * @throws IllegalArgumentException if one of its arrays has no rows, or was closed
   */
  public void put(Batch batch) {
    x.put(batch.x());
    y.put(batch.y());
    weights.put(batch.weights());
  }

  /**
   * Writes numbers into one of the arrays.
   *
   * @param array an array that this buffer gave
   * @param offset the number of the first element, in C order
   * @param values the numbers
   */
  public static void write(INDArray array, long offset, float... values) {
    if (offset < 0 || offset + values.length > array.length()) {
      throw Fault.of("BatchBuffer")
          .expected("numbers must fit into the array")
          .received("%s from %s on for %s", values.length, offset, array.length())
          .remedy("Check the shape.")
          .argument();
    }
    if (array.dataType() == DataType.FLOAT && array.length() < Integer.MAX_VALUE / Float.BYTES) {
      FloatBuffer floats = array.data().asNio().order(ByteOrder.nativeOrder()).asFloatBuffer();
      floats.position((int) offset).put(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        array.data().put(offset + i, values[i]);
      }
    }
  }

  /** Forgets the batch but not the memory; done before each batch is read. */
  public void clear() {
    x.present.clear();
    y.present.clear();
    weights.present.clear();
    origin = BatchBuffer::unknown;
  }

  /**
   * Returns the batch that was read.
   *
   * @return arrays in this memory, good until the next batch is read
   */
  public Batch batch() {
    return new Batch(x.present, y.present, weights.present);
  }

  /**
   * Says what the batch is read from. What a function of the user throws in {@code map} or {@code
   * filter} names it.
   *
   * <pre>{@code
   * batch.origin(() -> "lines 2 to 33 of train.csv");
   * }</pre>
   *
   * @param origin gives the words; asked for only where something fails
   */
  public void origin(Supplier<String> origin) {
    this.origin = origin;
  }

  private static String unknown() {
    return "";
  }

  /**
   * Returns what the batch was read from.
   *
   * @return gives the words; empty ones if the reader did not say
   */
  public Supplier<String> origin() {
    return origin;
  }

  @Override
  public void close() {
    x.close();
    y.close();
    weights.close();
  }
}
