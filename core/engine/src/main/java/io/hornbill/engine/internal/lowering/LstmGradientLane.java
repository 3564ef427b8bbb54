package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MatMul;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one lane. Those by what goes into the gates are kept for some time steps alone:
 * until the products with them are done.
 */
final class LstmGradientLane extends LstmLane {
  private final MatMul toState;
  private final PerChunk toKernel;
  private final MatMul toRecurrent;
  private final MatMul toRecurrentFirst;
  private final @Nullable MatMul toRecurrentRest;
  private final @Nullable InputGradient toInput;
  private final List<MatMul> products;
  private final Arguments arguments;
  private final Trace trace;
  private final Buffer changed;
  private final Buffer past;
  private final Buffer scratchpad;
  private final float[][] gates;
  private final float[][] changes;
  private final float[][] bias;
  private final float[][] cells;
  private final float[] before;
  private final float[] state;
  private final float[] change;
  private final float[] later;
  private final float[] biasRow;
  private FloatBuffer outStates = NONE;
  private FloatBuffer outChange = NONE;
  private FloatBuffer lastHChange = NONE;
  private FloatBuffer lastCChange = NONE;
  private FloatBuffer changedView = NONE;
  private FloatBuffer pastView = NONE;
  private FloatBuffer firstCChange = NONE;
  private FloatBuffer biasChange = NONE;
  private FloatBuffer last = NONE;
  private int computed;

  /**
   * What a lane reads and writes.
   *
   * @param x the sequence
   * @param firstH the first state
   * @param out the sequence of states
   * @param recurrent the recurrent kernel in the layout of {@link Sizes#stateGradient}
   * @param outChange the gradient by the sequence of states
   * @param lastHChange the gradient by the last state
   * @param lastCChange the gradient by the last cells
   * @param firstHChange the gradient by the first state
   * @param firstCChange the gradient by the first cells
   * @param weights the gradients by kernel, recurrent kernel and bias
   * @param last which step of each sequence is the last that counts; null if all count
   */
  record Arguments(
      Buffer x,
      Buffer firstH,
      Buffer out,
      Buffer recurrent,
      Buffer outChange,
      Buffer lastHChange,
      Buffer lastCChange,
      Buffer firstHChange,
      Buffer firstCChange,
      List<Buffer> weights,
      @Nullable Buffer last) {}

  /**
   * The gradient by the sequence.
   *
   * @param product of {@link Sizes#inputGradient}
   * @param kernel in its layout
   * @param x the gradient
   */
  record InputGradient(PerChunk product, Buffer kernel, Buffer x) {}

  LstmGradientLane(
      Sizes sizes,
      Attributes attributes,
      MatMul toState,
      @Nullable InputGradient toInput,
      Arguments arguments,
      Trace trace,
      PrimitiveKernel.Builder builder) {
    super(sizes);
    this.toState = toState;
    this.toInput = toInput;
    this.arguments = arguments;
    this.trace = trace;
    toKernel = sizes.kernelGradient(attributes);
    toRecurrent = sizes.weightGradient(chunk, units, attributes);
    toRecurrentFirst = sizes.weightGradient(1, units, attributes);
    int rest = firstChunk - 1;
    toRecurrentRest = rest > 0 ? sizes.weightGradient(rest, units, attributes) : null;
    products = new ArrayList<>(List.of(toState, toRecurrent, toRecurrentFirst));
    products.addAll(toKernel.all());
    if (toRecurrentRest != null) {
      products.add(toRecurrentRest);
    }
    if (toInput != null) {
      products.addAll(toInput.product().all());
    }
    changed = builder.room((long) chunk * batch * GATES * units * Float.BYTES);
    past = builder.room((long) batch * units * Float.BYTES);
    scratchpad = builder.room(scratchpadBytes(products));
    gates = new float[GATES][size];
    changes = new float[GATES][size];
    bias = new float[GATES][size];
    cells = new float[tiles][size];
    before = new float[size];
    state = new float[size];
    change = new float[size];
    later = new float[size];
    biasRow = new float[units];
  }

  @Override
  public void bind() {
    toState.bind(Args.WEIGHTS, arguments.recurrent().address());
    toKernel.bind(Args.WEIGHTS, changed);
    toKernel.bind(Args.DST, arguments.weights().get(0));
    toRecurrent.bind(Args.WEIGHTS, changed.address());
    toRecurrent.bind(Args.DST, arguments.weights().get(1).address());
    toRecurrentFirst.bind(Args.SRC, arguments.firstH().address());
    toRecurrentFirst.bind(Args.WEIGHTS, changed.address());
    toRecurrentFirst.bind(Args.DST, arguments.weights().get(1).address());
    if (toRecurrentRest != null) {
      toRecurrentRest.bind(Args.SRC, arguments.out().address());
      toRecurrentRest.bind(Args.WEIGHTS, at(changed, gates(1, 0)));
      toRecurrentRest.bind(Args.DST, arguments.weights().get(1).address());
    }
    if (toInput != null) {
      toInput.product().bind(Args.SRC, changed);
      toInput.product().bind(Args.WEIGHTS, toInput.kernel());
    }
    bindScratchpad(products, scratchpad);
    outStates = arguments.out().floats();
    outChange = arguments.outChange().floats();
    lastHChange = arguments.lastHChange().floats();
    lastCChange = arguments.lastCChange().floats();
    changedView = changed.floats();
    pastView = past.floats();
    firstCChange = arguments.firstCChange().floats();
    biasChange = arguments.weights().get(2).floats();
    last = arguments.last() == null ? NONE : arguments.last().floats();
    trace.bind();
  }

  @Override
  public void run() {
    clearFrom(arguments.weights().get(0), 0);
    clearFrom(arguments.weights().get(1), 0);
    for (float[] sum : bias) {
      Arrays.fill(sum, 0);
    }
    for (int tile = 0; tile < tiles; tile++) {
      lastCChange.get(states(0, tile), cells[tile], 0, size(tile));
    }
    computed = computed(last);
    for (int to = computed; to > 0; ) {
      int from = chunkOf(to - 1);
      clearFrom(changed, gates(to - from, 0));
      for (int step = to - 1; step >= from; step--) {
        compute(step, step - from);
      }
      multiply(from);
      to = from;
    }
    for (int tile = 0; tile < tiles; tile++) {
      firstCChange.put(states(0, tile), cells[tile], 0, size(tile));
    }
    if (computed == 0) {
      clearFrom(arguments.firstHChange(), 0);
    }
    if (toInput != null) {
      clearFrom(toInput.x(), (long) computed * batch * inputs);
    }
    sumBias();
  }

  /** The gradients by what goes into the gates at a time step, and by the state before. */
  private void compute(int step, int place) {
    for (int tile = 0; tile < tiles; tile++) {
      int n = size(tile);
      outChange.get(states(step, tile), change, 0, n);
      (step == computed - 1 ? lastHChange : pastView).get(states(0, tile), later, 0, n);
      LstmGates.add(later, change, n);
      for (int gate = 0; gate < GATES; gate++) {
        trace.gates.get(gates(step, tile) + gate * n, gates[gate], 0, n);
      }
      outStates.get(states(step, tile), state, 0, n);
      trace.cells.get(states(step, tile), before, 0, n);
      computeTile(cells[tile], n);
      writeRows(changes, changedView, place, tile);
    }
    toState.bind(Args.SRC, at(changed, gates(place, 0)));
    toState.bind(Args.DST, step == 0 ? arguments.firstHChange().address() : past.address());
    toState.run();
  }

  private void computeTile(float[] cell, int n) {
    float[] i = gates[0];
    float[] f = gates[1];
    float[] g = gates[2];
    float[] o = gates[3];
    LstmGates.addStateGradient(change, o, state, cell, n);
    LstmGates.sigmoidGradient(cell, g, i, changes[0], n);
    LstmGates.sigmoidGradient(cell, before, f, changes[1], n);
    LstmGates.tanhGradient(cell, i, g, changes[2], n);
    LstmGates.outputGradient(change, o, state, changes[3], n);
    LstmGates.multiply(cell, f, cell, n);
    for (int gate = 0; gate < GATES; gate++) {
      LstmGates.add(changes[gate], bias[gate], n);
    }
  }

  /** The products of some time steps: gradients by both kernels and by the sequence. */
  private void multiply(int from) {
    MatMul product = toKernel.from(from);
    product.bind(Args.SRC, at(arguments.x(), (long) from * batch * inputs));
    product.run();
    if (from > 0) {
      toRecurrent.bind(Args.SRC, at(arguments.out(), states(from - 1, 0)));
      toRecurrent.run();
    } else {
      toRecurrentFirst.run();
      if (toRecurrentRest != null) {
        toRecurrentRest.run();
      }
    }
    if (toInput != null) {
      product = toInput.product().from(from);
      product.bind(Args.DST, at(toInput.x(), (long) from * batch * inputs));
      product.run();
    }
  }

  private void sumBias() {
    for (int gate = 0; gate < GATES; gate++) {
      Arrays.fill(biasRow, 0);
      for (int j = 0; j < size; j++) {
        biasRow[j % units] += bias[gate][j];
      }
      biasChange.put(gate * units, biasRow);
    }
  }

  @Override
  public void close() {
    products.forEach(MatMul::close);
  }
}
