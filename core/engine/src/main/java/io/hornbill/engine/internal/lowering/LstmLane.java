package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MatMul;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Sizes of one lane's part of an LSTM, and the tiles in which its gates are computed. */
abstract class LstmLane implements Stage {
  /** Number of gates, in Keras' order {@code i, f, c, o}. */
  static final int GATES = 4;

  /** Elements of a tile: all tiles together stay in the first cache. */
  private static final int TILE = 2048;

  /** Rows of products that are read again before they leave the second cache. */
  private static final int CHUNK_ROWS = 128;

  static final FloatBuffer NONE = FloatBuffer.allocate(0);

  final int steps;
  final int batch;
  final int inputs;
  final int units;

  /** Tiles of a time step. */
  final int tiles;

  /** Elements of a tile; the last may have fewer. */
  final int size;

  /** Time steps whose products are computed at once. */
  final int chunk;

  /** Time steps of the first chunk, which has what is left over. */
  final int firstChunk;

  private final int rows;

  LstmLane(Sizes sizes) {
    steps = sizes.steps();
    batch = sizes.batch();
    inputs = sizes.inputs();
    units = sizes.units();
    int most = Math.max(1, TILE / units);
    tiles = (batch + most - 1) / most;
    rows = (batch + tiles - 1) / tiles;
    size = rows * units;
    chunk = sizes.chunk();
    firstChunk = sizes.firstChunk();
  }

  /** Time steps, rows of this lane, features of input and output. */
  record Sizes(int steps, int batch, int inputs, int units) {
    long states() {
      return (long) steps * batch * units;
    }

    MemoryDesc state() {
      return MemoryDesc.dense(batch, units);
    }

    MemoryDesc gates() {
      return MemoryDesc.dense(batch, (long) GATES * units);
    }

    /** The product of one time step's state and the recurrent kernel, added to what is there. */
    MatMul recurrent(Attributes attributes) {
      MemoryDesc weights = MemoryDesc.any(units, (long) GATES * units);
      return new MatMul(state(), weights, null, gates(), adding(attributes));
    }

    /** The products of chunks of inputs and the kernel, and the bias. */
    PerChunk kernel(Attributes attributes) {
      long n = (long) GATES * units;
      return PerChunk.of(
          this,
          (some, like) -> {
            MemoryDesc weights = weights(like, inputs, n);
            MemoryDesc src = MemoryDesc.dense((long) some * batch, inputs);
            MemoryDesc dst = MemoryDesc.dense((long) some * batch, n);
            return new MatMul(src, weights, MemoryDesc.dense(1, n), dst, attributes);
          });
    }

    /** The gradient of {@link #recurrent} by the state. */
    MatMul stateGradient(Attributes attributes) {
      MemoryDesc weights = MemoryDesc.any((long) GATES * units, units);
      return new MatMul(gates(), weights, null, state(), attributes);
    }

    /** The gradient of {@link #kernel} by chunks of inputs. */
    PerChunk inputGradient(Attributes attributes) {
      long n = (long) GATES * units;
      return PerChunk.of(
          this,
          (some, like) -> {
            MemoryDesc weights = weights(like, n, inputs);
            MemoryDesc src = MemoryDesc.dense((long) some * batch, n);
            MemoryDesc dst = MemoryDesc.dense((long) some * batch, inputs);
            return new MatMul(src, weights, null, dst, attributes);
          });
    }

    /** The gradient of {@link #kernel} by the kernel. */
    PerChunk kernelGradient(Attributes attributes) {
      return PerChunk.of(this, (some, like) -> weightGradient(some, inputs, attributes));
    }

    private static MemoryDesc weights(@Nullable MatMul like, long rows, long columns) {
      return like == null ? MemoryDesc.any(rows, columns) : like.desc(Args.WEIGHTS);
    }

    /**
     * The gradient by weights that some time steps were multiplied with, added to what is there.
     */
    MatMul weightGradient(int some, int features, Attributes attributes) {
      long n = (long) GATES * units;
      long rows = (long) some * batch;
      return new MatMul(
          MemoryDesc.strided(new long[] {features, rows}, new long[] {1, features}),
          MemoryDesc.dense(rows, n),
          null,
          MemoryDesc.dense(features, n),
          adding(attributes));
    }

    private static Attributes adding(Attributes attributes) {
      return new Attributes(attributes.postOps().sum(1), attributes.mathMode());
    }

    /** For how many time steps products are computed at once, to be read again from cache. */
    int chunk() {
      return Math.min(steps, Math.max(1, CHUNK_ROWS / batch));
    }

    /** The time steps of the first chunk, which has what is left over. */
    int firstChunk() {
      return (steps - 1) % chunk() + 1;
    }
  }

  /**
   * A product for the first chunk, and one for all others, of the same layout of weights.
   *
   * @param first the one
   * @param others the other, or the same
   */
  record PerChunk(MatMul first, MatMul others) {
    static PerChunk of(Sizes sizes, Maker maker) {
      MatMul others = maker.make(sizes.chunk(), null);
      boolean same = sizes.firstChunk() == sizes.chunk();
      return new PerChunk(same ? others : maker.make(sizes.firstChunk(), others), others);
    }

    /** Makes the product of some time steps, with the weights' layout of another one. */
    interface Maker {
      MatMul make(int some, @Nullable MatMul like);
    }

    /** The product of the chunk that begins with a time step. */
    MatMul from(int step) {
      return step == 0 ? first : others;
    }

    List<MatMul> all() {
      return first == others ? List.of(others) : List.of(others, first);
    }

    void bind(int slot, Buffer buffer) {
      all().forEach(product -> product.bind(slot, buffer.address()));
    }
  }

  /** What the gradient needs of the forward pass: the gates, and the cells before each step. */
  static final class Trace {
    FloatBuffer gates = NONE;
    FloatBuffer cells = NONE;
    private final Buffer all;
    private final int states;

    /**
     * Makes the trace of one lane.
     *
     * @param all room of {@link #elements}
     * @param sizes of the lane
     */
    Trace(Buffer all, Sizes sizes) {
      this.all = all;
      states = Math.toIntExact(sizes.states());
    }

    /** How many floats the trace of a lane has. */
    static long elements(Sizes sizes) {
      return (GATES + 1) * sizes.states();
    }

    void bind() {
      FloatBuffer floats = all.floats();
      gates = floats.slice(0, GATES * states);
      cells = floats.slice(GATES * states, states);
    }
  }

  /** Where the gates of a tile begin, one after the other. */
  final int gates(int step, int tile) {
    return GATES * states(step, tile);
  }

  /** Where a tile of a sequence of states begins. */
  final int states(int step, int tile) {
    return (step * batch + tile * rows) * units;
  }

  /** How many elements a tile has. */
  final int size(int tile) {
    return Math.min(rows, batch - tile * rows) * units;
  }

  /** Reads a tile of a product into one array per gate. */
  final void readRows(FloatBuffer from, int step, int tile, float[][] gates) {
    int first = gates(step, tile);
    for (int at = 0; at < size(tile); at += units) {
      for (int gate = 0; gate < GATES; gate++) {
        from.get(first + GATES * at + gate * units, gates[gate], at, units);
      }
    }
  }

  /** Writes one array per gate as a tile of a product's operand. */
  final void writeRows(float[][] gates, FloatBuffer to, int step, int tile) {
    int first = gates(step, tile);
    for (int at = 0; at < size(tile); at += units) {
      for (int gate = 0; gate < GATES; gate++) {
        to.put(first + GATES * at + gate * units, gates[gate], at, units);
      }
    }
  }

  /**
   * How many steps are computed: up to the last one that counts.
   *
   * @param last which step of each sequence that is; empty if all count
   */
  final int computed(FloatBuffer last) {
    float most = last.limit() == 0 ? steps - 1 : -1;
    for (int row = 0; row < last.limit(); row++) {
      most = Math.max(most, last.get(row));
    }
    return Math.min(steps, (int) most + 1);
  }

  /** The first step of the chunk that a step is in. */
  final int chunkOf(int step) {
    return step < firstChunk ? 0 : step - (step - firstChunk) % chunk;
  }

  /** Zeros behind what was computed of a sequence. */
  static void clearFrom(Buffer sequence, long element) {
    long bytes = element * Float.BYTES;
    if (bytes < sequence.byteSize()) {
      Pointer rest = sequence.pointer();
      rest.position(rest.position() + bytes);
      Pointer.memset(rest, 0, sequence.byteSize() - bytes);
    }
  }

  /** The address of a time step in an array of states. */
  static long at(Buffer buffer, long elements) {
    return buffer.address() + elements * Float.BYTES;
  }

  static long scratchpadBytes(List<MatMul> products) {
    return products.stream().mapToLong(MatMul::scratchpadBytes).max().orElse(0);
  }

  /** One room is enough for products that run one after the other. */
  static void bindScratchpad(List<MatMul> products, Buffer room) {
    for (MatMul product : products) {
      if (product.scratchpadBytes() > 0) {
        product.bind(Args.SCRATCHPAD, room.address());
      }
    }
  }
}
