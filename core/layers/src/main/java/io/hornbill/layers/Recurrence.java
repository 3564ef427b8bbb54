package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.TakeSteps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the layers that run a {@link Cell} along the time axis have in common.
 *
 * <p>Input {@code [batch, time, ...]}, then, if you like, the first value of each state. Output
 * {@code [batch, ...]} of the last step, or {@code [batch, time, ...]} of all with {@link
 * #returnSequences}; then the last value of each state with {@link #returnState}. A mask {@code
 * [batch, time]} leaves the states as they are at masked steps, whose output is that of the step
 * before. Where first states are given, the mask must be given too, {@code c -> c.mask(…)}: as in
 * Keras 3, the one that the sequence brings along is then left out.
 *
 * @param <T> the layer's own type
 */
public abstract class Recurrence<T extends Recurrence<T>> extends KerasLayer<T> {
  /** So many steps may be written out as ops of their own, where no kernel runs along them. */
  private static final int MOST_STEPS = 1 << 14;

  private static final Setting<Boolean> RETURN_SEQUENCES = Setting.flag("return_sequences", false);
  private static final Setting<Boolean> RETURN_STATE = Setting.flag("return_state", false);
  private static final Setting<Boolean> GO_BACKWARDS = Setting.flag("go_backwards", false);
  private static final Setting<Boolean> STATEFUL = Setting.flag("stateful", false);
  private static final Setting<Boolean> UNROLL = Setting.flag("unroll", false);
  private static final Setting<Boolean> ZERO_OUTPUT_FOR_MASK =
      Setting.flag("zero_output_for_mask", false);

  private @Nullable List<Variable> memory;
  private boolean masksBesideStates;

  /** Makes a layer. */
  Recurrence() {
    declare(RETURN_SEQUENCES, RETURN_STATE, GO_BACKWARDS, STATEFUL, UNROLL, ZERO_OUTPUT_FOR_MASK);
  }

  abstract Layer cell();

  CellRun begin(Shape step, CallContext context) {
    return RunningCell.begin(cell(), step, context);
  }

  /** The sequence and the last states by one fast op; null if the settings need single steps. */
  @Nullable List<Tensor> fused(Tensor x, List<Tensor> states, CallContext context) {
    return null;
  }

  /** The number of axes of the input; 0 for any number from 3 on. */
  int inputRank() {
    return 0;
  }

  /**
   * Sets whether the outputs of all steps are returned.
   *
   * @param returnSequences false for the output of the last step only
   */
  public final T returnSequences(boolean returnSequences) {
    return with(RETURN_SEQUENCES, returnSequences);
  }

  /**
   * Sets whether the last states are further outputs.
   *
   * @param returnState true to return them
   */
  public final T returnState(boolean returnState) {
    return with(RETURN_STATE, returnState);
  }

  /**
   * Sets whether the sequence is run from its end; the outputs are returned in that order.
   *
   * @param goBackwards true to run it backwards
   */
  public final T goBackwards(boolean goBackwards) {
    return with(GO_BACKWARDS, goBackwards);
  }

  /**
   * Sets whether each batch continues, row by row, the sequences of the batch before. All batches
   * must have the same number of rows.
   *
   * @param stateful true to keep the states until {@link #resetStates}
   */
  public final T stateful(boolean stateful) {
    return with(STATEFUL, stateful);
  }

  /**
   * Sets whether masked steps give what Keras gives when it unrolls the loop: the output before the
   * first unmasked step is then zero, not the first state, and {@link #zeroOutputForMask} has no
   * effect. Speed and memory are the same.
   *
   * @param unroll true to unroll
   */
  public final T unroll(boolean unroll) {
    return with(UNROLL, unroll);
  }

  /**
   * Sets whether the output of masked steps is zero.
   *
   * @param zeroOutputForMask false to repeat the output of the step before
   */
  public final T zeroOutputForMask(boolean zeroOutputForMask) {
    return with(ZERO_OUTPUT_FOR_MASK, zeroOutputForMask);
  }

  @Override
  protected List<String> callArguments() {
    return List.of("sequences", "initial_state[]");
  }

  /** The states of stacked cells are a list for each cell. */
  @Override
  final List<?> grouped(List<Object> further) {
    return cell() instanceof StackedRNNCells stack ? stack.grouped(further) : further;
  }

  @Override
  protected int maskPlace() {
    return 2;
  }

  /** Makes the states of a get(STATEFUL) layer zero, as before the first batch. */
  public final void resetStates() {
    List<Variable> kept = memory;
    if (kept != null) {
      kept.forEach(state -> state.assign(Nd4j.zeros(state.dataType(), state.shape().dims())));
    }
  }

  final boolean returnsSequences() {
    return get(RETURN_SEQUENCES);
  }

  final boolean returnsState() {
    return get(RETURN_STATE);
  }

  final boolean goesBackwards() {
    return get(GO_BACKWARDS);
  }

  final boolean isStateful() {
    return get(STATEFUL);
  }

  @Override
  protected void build(List<Shape> inputs) {
    Shape x = inputs.get(0);
    check(x);
    lendDataType(cell());
    cell().buildFor(x.without(1));
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return !get(STATEFUL) && super.keepsRowsApart(inTraining);
  }

  private void check(Shape x) {
    int rank = inputRank();
    if (!(rank == 0 ? x.rank() >= 3 : x.rank() == rank)) {
      throw Fault.of(owner())
          .expected(
              "input must have %s%s axes [batch, time, %s]",
              rank == 0 ? "at least " : "",
              Math.max(rank, 3),
              rank > 3 ? "…spatial, channels" : "features")
          .received(x)
          .remedy("Reshape the data, or check the layer before.")
          .argument();
    }
    List<Shape> before = builtFor();
    if (!before.isEmpty() && !x.slice(2, x.rank()).matches(before.get(0).slice(2, x.rank()))) {
      throw Fault.of(owner())
          .expected(
              "steps must have the shape %s, as when the layer was built",
              before.isEmpty() ? x : before.get(0).slice(2, x.rank()))
          .received(x)
          .remedy("Use a new layer for inputs of another size.")
          .argument();
    }
    if (x.dim(1) == 0) {
      throw Fault.of(owner())
          .expected("the time axis must have at least one step")
          .received(x)
          .remedy("Leave empty sequences out.")
          .argument();
    }
  }

  @Override
  final void calledAsBeforeKeras3() {
    masksBesideStates = true;
  }

  @Override
  final boolean masksAsBeforeKeras3() {
    return masksBesideStates;
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Tensor x = inputs.get(0);
    check(x.shape());
    Shape step = x.shape().without(1);
    List<Spec> specs = stateSpecs(step, x);
    if (inputs.size() != 1 && inputs.size() != 1 + specs.size()) {
      throw Fault.of(owner())
          .expected("the layer takes the sequence, or the sequence and %s states", specs.size())
          .received("%s inputs", inputs.size())
          .remedy("Pass all states or none.")
          .argument();
    }
    for (int i = 1; i < inputs.size(); i++) {
      if (!inputs.get(i).shape().matches(specs.get(i - 1).shape())) {
        throw Fault.of(owner())
            .expected("state %s must have the shape %s", i - 1, specs.get(i - 1).shape())
            .received(inputs.get(i).shape())
            .remedy("Give one row per sequence.")
            .argument();
      }
    }
    if (!x.shape().isKnown()) {
      return foreseen(x, specs, context);
    }
    List<Tensor> states =
        inputs.size() > 1 ? inputs.subList(1, inputs.size()) : first(specs, context);
    Tensor mask = context.sequenceMask(inputs.size() > 1 && !masksBesideStates);
    Outcome outcome = run(x, mask, states, context);
    if (get(STATEFUL)) {
      List<Variable> kept = memory(specs);
      for (int i = 0; i < kept.size(); i++) {
        context.update(kept.get(i), outcome.states().get(i));
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(outcome.output());
    if (get(RETURN_STATE)) {
      outputs.addAll(outcome.states());
    }
    return outputs;
  }

  /** What one run along the time axis gives. */
  private record Outcome(Tensor output, List<Tensor> states) {}

  private List<Spec> stateSpecs(Shape step, Tensor x) {
    List<Spec> specs = new ArrayList<>();
    for (Shape shape : ((Cell) cell()).stateShapes(step)) {
      specs.add(new Spec(x.dataType(), Shape.of(x.dim(0)).append(shape.dims())));
    }
    return specs;
  }

  /** Of unknown lengths only the shapes are wanted, and one step tells them. */
  private List<Tensor> foreseen(Tensor x, List<Spec> specs, CallContext context) {
    List<Tensor> states = new ArrayList<>();
    specs.forEach(spec -> states.add(Ops.placeholder("state", spec)));
    Shape shape = x.shape().without(1);
    CellRun run = begin(shape, context);
    Tensor step = run.prepare(Ops.placeholder("step", new Spec(x.dataType(), shape)));
    Tensor output = run.step(step, states).get(0);
    Shape last = output.shape();
    Shape whole = Shape.of(last.dim(0), x.dim(1)).append(last.slice(1, last.rank()).dims());
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(
        Ops.placeholder(
            "output", new Spec(output.dataType(), get(RETURN_SEQUENCES) ? whole : last)));
    if (get(RETURN_STATE)) {
      outputs.addAll(states);
    }
    return outputs;
  }

  private List<Tensor> first(List<Spec> specs, CallContext context) {
    return get(STATEFUL)
        ? memory(specs).stream().map(context::value).toList()
        : specs.stream().map(spec -> Ops.fill(0, spec)).toList();
  }

  private synchronized List<Variable> memory(List<Spec> specs) {
    List<Variable> kept = memory;
    if (kept == null) {
      kept = new ArrayList<>();
      for (Spec spec : specs) {
        Variable state =
            new Variable("rnn_state", Nd4j.zeros(spec.dataType(), spec.shape().dims()));
        state.setTrainable(false);
        kept.add(state);
      }
      memory = kept;
    }
    for (int i = 0; i < kept.size(); i++) {
      if (!kept.get(i).shape().equals(specs.get(i).shape())) {
        throw Fault.of(owner())
            .expected(
                "a stateful layer continues the rows of the batch before, so all batches must"
                    + " have %s rows",
                kept.get(i).shape().dim(0))
            .received(specs.get(i).shape().dim(0))
            .remedy("Choose a batch size that divides the data.")
            .argument();
      }
    }
    return kept;
  }

  private Outcome run(
      Tensor input, @Nullable Tensor mask, List<Tensor> states, CallContext context) {
    Tensor x = get(GO_BACKWARDS) ? Ops.flip(input, 1) : input;
    if (mask != null) {
      Outcome packed = packed(x, marks(mask), states, context);
      if (packed != null) {
        return packed;
      }
    }
    List<Tensor> fast = mask == null ? fused(x, states, context) : null;
    if (fast != null) {
      List<Tensor> last = fast.subList(1, fast.size());
      int output = ((Cell) cell()).outputState();
      return new Outcome(get(RETURN_SEQUENCES) ? fast.get(0) : last.get(output), last);
    }
    if (x.dim(1) > MOST_STEPS) {
      throw Fault.of(owner())
          .expected(
              "where each step is an op of its own, the time axis must have at most %s steps",
              MOST_STEPS)
          .received(x.shape())
          .remedy(
              "Leave masks and settings out that Keras' fast kernels lack, or cut the"
                  + " sequences.")
          .argument();
    }
    CellRun run = begin(x.shape().without(1), context);
    List<Tensor> steps = Ops.unstack(run.prepare(x), 1);
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> now = states;
    Tensor marks = mask == null ? null : marks(mask);
    for (int t = 0; t < steps.size(); t++) {
      List<Tensor> result = run.step(steps.get(t), now);
      if (marks != null) {
        Tensor mark = Ops.slice(marks, 1, t, t + 1);
        Tensor before = outputs.isEmpty() ? beforeFirst(now, result.get(0)) : outputs.get(t - 1);
        result = masked(mark, result, before, now);
      }
      outputs.add(result.get(0));
      now = result.subList(1, result.size());
    }
    return new Outcome(
        get(RETURN_SEQUENCES) ? Ops.stack(outputs, 1) : outputs.get(outputs.size() - 1), now);
  }

  /**
   * The whole sequence at once, its masked steps behind all others, where they change nothing that
   * is asked for; null if no fast op does what is set, or all states after the last step are asked
   * for, of which a fast op gives but the one that it makes sequences of.
   */
  private @Nullable Outcome packed(
      Tensor x, Tensor marks, List<Tensor> states, CallContext context) {
    boolean statesWanted = get(STATEFUL) || get(RETURN_STATE);
    if (x.dim(0) * x.dim(1) > TakeSteps.MOST_STEPS || (statesWanted && states.size() > 1)) {
      return null;
    }
    List<Tensor> steps = Node.of(new PackSteps(), List.of(marks)).outputs();
    List<Tensor> fast = fused(Node.apply(new TakeSteps(), x, steps.get(0)), states, context);
    if (fast == null) {
      return null;
    }
    long time = x.dim(1);
    Tensor first = states.get(((Cell) cell()).outputState());
    Tensor last = Ops.slice(steps.get(1), 1, time - 1, time);
    fast = Lstm.upTo(fast, last);
    Tensor state = Ops.reshape(unpacked(fast.get(0), last, first), first.shape().dims());
    Tensor begins = get(UNROLL) ? Ops.zerosLike(first) : first;
    Tensor places = get(RETURN_SEQUENCES) ? steps.get(1) : last;
    Tensor output = unpacked(fast.get(0), places, begins);
    if (get(ZERO_OUTPUT_FOR_MASK) && !get(UNROLL)) {
      Tensor counts = get(RETURN_SEQUENCES) ? marks : Ops.slice(marks, 1, time - 1, time);
      output = Ops.where(Ops.expandDims(counts, -1), output, Ops.zerosLike(output));
    }
    return new Outcome(
        get(RETURN_SEQUENCES) ? output : Ops.reshape(output, first.shape().dims()), List.of(state));
  }

  /** What was computed last at some steps, or else what was there at first. */
  private static Tensor unpacked(Tensor sequence, Tensor places, Tensor first) {
    Tensor known = Ops.expandDims(Ops.greaterEqual(places, 0), -1);
    Tensor taken = Node.apply(new TakeSteps(), sequence, Ops.relu(places));
    return Ops.where(known, taken, Ops.expandDims(first, 1));
  }

  /** One number per sequence and step; a step counts if any part of it does. */
  private Tensor marks(Tensor mask) {
    Tensor marks = mask;
    while (marks.rank() > 2) {
      marks = Ops.max(marks, -1);
    }
    return get(GO_BACKWARDS) ? Ops.flip(marks, 1) : marks;
  }

  private Tensor beforeFirst(List<Tensor> states, Tensor output) {
    Tensor state = states.get(((Cell) cell()).outputState());
    return get(UNROLL) || !state.shape().equals(output.shape()) ? Ops.zerosLike(output) : state;
  }

  private List<Tensor> masked(
      Tensor mark, List<Tensor> result, Tensor before, List<Tensor> states) {
    List<Tensor> kept = new ArrayList<>();
    Tensor output = result.get(0);
    Tensor otherwise = get(ZERO_OUTPUT_FOR_MASK) && !get(UNROLL) ? Ops.zerosLike(output) : before;
    kept.add(Ops.where(spread(mark, output), output, otherwise));
    for (int i = 0; i < states.size(); i++) {
      Tensor next = result.get(i + 1);
      kept.add(Ops.where(spread(mark, next), next, states.get(i)));
    }
    return kept;
  }

  private static Tensor spread(Tensor mark, Tensor x) {
    return Ops.reshape(mark, Shape.of(x.dim(0)).append(ones(x.rank() - 1)).dims());
  }

  private static long[] ones(int count) {
    return Collections.nCopies(count, 1L).stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>(Collections.nCopies(outputs.size(), null));
    if (get(RETURN_SEQUENCES)) {
      result.set(0, masks.get(0));
    }
    return result;
  }

  /** Cells that are layers of their own round as their policies say. */
  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ENDS;
  }

  @Override
  protected Boolean trainingUnlessTold() {
    return false;
  }
}
