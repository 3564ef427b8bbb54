package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and options of one recurrent layer in one direction, and the layouts Keras gives its
 * arrays.
 *
 * <p>In memory: sequences {@code [t, b, features]}, which is faster than Keras' {@code [b, t,
 * features]} by more than two copies cost; kernels {@code [inputs, gates * units]}, recurrent
 * kernels {@code [units, gates * units]}, states {@code [b, units]} as Keras has them.
 *
 * <p>The first state is always an argument, zeros if there is none: without it, oneDNN 3.11 gives
 * wrong gradients of the recurrent kernels of LSTMs and simple layers.
 *
 * <p>Immutable. Example: {@code RecurrentShape.of(80, 32, 128, 128).withFinalState()}.
 */
public final class RecurrentShape {
  private final long steps;
  private final long batch;
  private final long inputs;
  private final long units;
  private final boolean finalState;
  private final boolean reversed;

  private RecurrentShape(long[] sizes, boolean finalState, boolean reversed) {
    this.steps = sizes[0];
    this.batch = sizes[1];
    this.inputs = sizes[2];
    this.units = sizes[3];
    this.finalState = finalState;
    this.reversed = reversed;
  }

  /**
   * Returns a layer that does not tell its last state.
   *
   * @param steps number of time steps
   * @param batch number of sequences
   * @param inputs features of the input
   * @param units features of the output
   * @return the shape
   */
  public static RecurrentShape of(long steps, long batch, long inputs, long units) {
    return new RecurrentShape(new long[] {steps, batch, inputs, units}, false, false);
  }

  /**
   * Returns this shape with slots for the last state and its gradient.
   *
   * @return a new shape
   */
  public RecurrentShape withFinalState() {
    return new RecurrentShape(sizes(), true, reversed);
  }

  /**
   * Returns this shape running from the last time step to the first. Outputs stay at the time step
   * of their input, whereas Keras' {@code go_backwards} returns them in order of computation.
   *
   * @return a new shape
   */
  public RecurrentShape reversed() {
    return new RecurrentShape(sizes(), finalState, true);
  }

  /**
   * Returns the layout of the input.
   *
   * @return {@code [t, b, inputs]}
   */
  public MemoryDesc src() {
    return sequence(inputs);
  }

  /**
   * Returns the layout of the output.
   *
   * @return {@code [t, b, units]}
   */
  public MemoryDesc dst() {
    return sequence(units);
  }

  /**
   * Returns the layout of Keras' kernel.
   *
   * @param gates number of gates: 4 for LSTM, 3 for GRU, 1 for a simple layer
   * @return {@code [1, 1, inputs, gates, units]}
   */
  public MemoryDesc kernel(int gates) {
    return MemoryDesc.dense(1, 1, inputs, gates, units);
  }

  /**
   * Returns the layout of Keras' recurrent kernel.
   *
   * @param gates number of gates
   * @return {@code [1, 1, units, gates, units]}
   */
  public MemoryDesc recurrentKernel(int gates) {
    return MemoryDesc.dense(1, 1, units, gates, units);
  }

  /**
   * Returns the layout of the bias.
   *
   * @param gates number of gates, 4 for a GRU that resets after the product
   * @return {@code [1, 1, gates, units]}
   */
  public MemoryDesc bias(int gates) {
    return MemoryDesc.dense(1, 1, gates, units);
  }

  /**
   * Returns the layout of the first state.
   *
   * @return {@code [1, 1, b, units]}
   */
  public MemoryDesc initialState() {
    return MemoryDesc.dense(1, 1, batch, units);
  }

  /**
   * Returns the layout of the last state.
   *
   * @return {@code [1, 1, b, units]}, or null if nobody asks for it
   */
  public @Nullable MemoryDesc finalState() {
    return finalState ? MemoryDesc.dense(1, 1, batch, units) : null;
  }

  /** Returns the layout of a kernel for a primitive: Keras' or open. */
  MemoryDesc kernel(int gates, boolean any) {
    return any ? MemoryDesc.any(1, 1, inputs, gates, units) : kernel(gates);
  }

  /** Returns the layout of a recurrent kernel for a primitive: Keras' or open. */
  MemoryDesc recurrentKernel(int gates, boolean any) {
    return any ? MemoryDesc.any(1, 1, units, gates, units) : recurrentKernel(gates);
  }

  /** Returns oneDNN's {@code dnnl_rnn_direction_t}. */
  int direction() {
    return reversed ? 2 : 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecurrentShape shape
        && Arrays.equals(sizes(), shape.sizes())
        && finalState == shape.finalState
        && reversed == shape.reversed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(sizes()), finalState, reversed);
  }

  @Override
  public String toString() {
    return "RecurrentShape[t=" + steps + ", b=" + batch + ", " + inputs + " -> " + units + "]";
  }

  private long[] sizes() {
    return new long[] {steps, batch, inputs, units};
  }

  private MemoryDesc sequence(long features) {
    return MemoryDesc.dense(steps, batch, features);
  }
}
