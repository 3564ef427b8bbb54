package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.MatMul;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forward pass of one lane. */
final class LstmForwardLane extends LstmLane {
  private final PerChunk kernel;
  private final MatMul recurrent;
  private final Arguments arguments;
  private final Buffer products;
  private final Buffer scratchpad;
  private final @Nullable Trace trace;
  private final List<MatMul> all;
  private final float[][] gates;
  private final float[][] cells;
  private final float[] tangent;
  private final float[] state;
  private FloatBuffer sums = NONE;
  private FloatBuffer out = NONE;
  private FloatBuffer firstC = NONE;
  private FloatBuffer lastC = NONE;
  private FloatBuffer lastH = NONE;
  private FloatBuffer last = NONE;

  /**
   * What a lane reads and writes.
   *
   * @param x the sequence
   * @param h the first state
   * @param c the first cells
   * @param kernel in the layout of {@link Sizes#kernel}
   * @param recurrent in the layout of {@link Sizes#recurrent}
   * @param bias of all gates
   * @param out the sequence of states
   * @param lastH the last state
   * @param lastC the last cells
   * @param last which step of each sequence is the last that counts; null if all count
   */
  record Arguments(
      Buffer x,
      Buffer h,
      Buffer c,
      Buffer kernel,
      Buffer recurrent,
      Buffer bias,
      Buffer out,
      Buffer lastH,
      Buffer lastC,
      @Nullable Buffer last) {}

  LstmForwardLane(
      Sizes sizes,
      PerChunk kernel,
      MatMul recurrent,
      Arguments arguments,
      @Nullable Trace trace,
      PrimitiveKernel.Builder builder) {
    super(sizes);
    this.kernel = kernel;
    this.recurrent = recurrent;
    this.arguments = arguments;
    this.trace = trace;
    all = new ArrayList<>(kernel.all());
    all.add(recurrent);
    products = builder.room((long) sizes.chunk() * batch * GATES * units * Float.BYTES);
    scratchpad = builder.room(scratchpadBytes(all));
    gates = new float[GATES][size];
    cells = new float[tiles][size];
    tangent = new float[size];
    state = new float[size];
  }

  @Override
  public void bind() {
    kernel.bind(Args.WEIGHTS, arguments.kernel());
    kernel.bind(Args.BIAS, arguments.bias());
    kernel.bind(Args.DST, products);
    recurrent.bind(Args.WEIGHTS, arguments.recurrent().address());
    bindScratchpad(all, scratchpad);
    sums = products.floats();
    out = arguments.out().floats();
    firstC = arguments.c().floats();
    lastC = arguments.lastC().floats();
    lastH = arguments.lastH().floats();
    last = arguments.last() == null ? NONE : arguments.last().floats();
    if (trace != null) {
      trace.bind();
    }
  }

  @Override
  public void run() {
    for (int tile = 0; tile < tiles; tile++) {
      firstC.get(states(0, tile), cells[tile], 0, size(tile));
    }
    int computed = computed(last);
    for (int from = 0; from < computed; from += from == 0 ? firstChunk : chunk) {
      MatMul product = kernel.from(from);
      product.bind(Args.SRC, at(arguments.x(), (long) from * batch * inputs));
      product.run();
      int to = Math.min(computed, from + (from == 0 ? firstChunk : chunk));
      for (int step = from; step < to; step++) {
        compute(step, step - from);
      }
    }
    for (int tile = 0; tile < tiles; tile++) {
      lastC.put(states(0, tile), cells[tile], 0, size(tile));
    }
    if (computed < steps) {
      clearFrom(arguments.out(), states(computed, 0));
      clearFrom(arguments.lastH(), 0);
    }
  }

  /** A time step, whose inputs' products are at some place in the chunk. */
  private void compute(int step, int place) {
    recurrent.bind(
        Args.SRC, step == 0 ? arguments.h().address() : at(arguments.out(), states(step - 1, 0)));
    recurrent.bind(Args.DST, at(products, gates(place, 0)));
    recurrent.run();
    for (int tile = 0; tile < tiles; tile++) {
      readRows(sums, place, tile, gates);
      computeTile(step, tile);
    }
  }

  private void computeTile(int step, int tile) {
    int n = size(tile);
    float[] c = cells[tile];
    LstmGates.sigmoid(gates[0], n);
    LstmGates.sigmoid(gates[1], n);
    LstmGates.tanh(gates[2], gates[2], n);
    LstmGates.sigmoid(gates[3], n);
    if (trace != null) {
      for (int gate = 0; gate < GATES; gate++) {
        trace.gates.put(gates(step, tile) + gate * n, gates[gate], 0, n);
      }
      trace.cells.put(states(step, tile), c, 0, n);
    }
    LstmGates.cell(gates[0], gates[1], gates[2], c, n);
    LstmGates.tanh(c, tangent, n);
    LstmGates.multiply(gates[3], tangent, state, n);
    out.put(states(step, tile), state, 0, n);
    if (step == steps - 1) {
      lastH.put(states(0, tile), state, 0, n);
    }
  }

  @Override
  public void close() {
    all.forEach(MatMul::close);
  }
}
