package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Keras' own cells have in common: a kernel for the input, one for the output of the step
 * before, a bias, and dropout of either, in training, with one mask for all steps.
 *
 * @param <T> the cell's own type
 */
abstract class GatedCell<T extends GatedCell<T>> extends KerasLayer<T>
    implements RunningCell,
        ActivationSetter<T>,
        KernelSetters<T>,
        RecurrentSetters<T>,
        BiasSetters<T>,
        SeedSetter<T> {
  private static final Setting<Double> DROPOUT =
      Setting.number("dropout", 0).alias("dropout_W").inRange(0, 1);
  private static final Setting<Double> RECURRENT_DROPOUT =
      Setting.number("recurrent_dropout", 0).alias("dropout_U").inRange(0, 1);

  private final Setting<Integer> units;
  private final int gates;
  private final int states;
  private @Nullable Variable kernel;
  private @Nullable Variable recurrentKernel;
  private @Nullable Variable bias;

  /**
   * Makes a cell.
   *
   * @param field what messages call the number of units
   * @param units the number of outputs
   * @param gates how many blocks of units the kernels have
   * @param states how many states there are
   */
  GatedCell(String field, int units, int gates, int states) {
    this.units = Setting.integer(field, 1).positive();
    this.gates = gates;
    this.states = states;
    declare(this.units, DROPOUT, RECURRENT_DROPOUT);
    set(this.units, units);
    declareActivation("activation", "tanh");
    if (gates > 1) {
      declareActivation("recurrent_activation", "sigmoid");
    }
    declareWeight("kernel", "glorot_uniform");
    declareWeight("recurrent", "orthogonal");
    declareOptionalWeight("bias", "zeros", "use_bias");
    expectMinRank(2, "[batch, features]");
  }

  /**
   * Sets the share of inputs that are dropped in training.
   *
   * @param rate the share, in {@code [0, 1)}
   */
  public final T dropout(double rate) {
    return with(DROPOUT, rate);
  }

  /**
   * Sets the share of outputs of the step before that are dropped in training, before they are
   * multiplied by the recurrent kernel.
   *
   * @param rate the share, in {@code [0, 1)}
   */
  public final T recurrentDropout(double rate) {
    return with(RECURRENT_DROPOUT, rate);
  }

  final int units() {
    return get(units);
  }

  Shape kernelShape(Shape input) {
    return Shape.of(input.last(), (long) gates * units());
  }

  Shape recurrentShape() {
    return Shape.of(units(), (long) gates * units());
  }

  Shape biasShape() {
    return Shape.of((long) gates * units());
  }

  @Override
  protected final List<String> callArguments() {
    return List.of("inputs", "states[]");
  }

  @Override
  protected void build(Shape input) {
    kernel = addWeight("kernel", kernelShape(input), weight("kernel"));
    recurrentKernel = addWeight("recurrent_kernel", recurrentShape(), weight("recurrent"));
    bias = addOptionalWeight("bias", biasShape());
  }

  final Tensor kernel() {
    return Built.of(kernel).tensor();
  }

  final Tensor recurrentKernel() {
    return Built.of(recurrentKernel).tensor();
  }

  final @Nullable Variable biasVariable() {
    return bias;
  }

  /** The bias, or zeros in its place. */
  final Tensor biasOrZeros(Tensor x) {
    Variable known = bias;
    return known != null ? known.tensor() : Ops.fill(0, new Spec(x.dataType(), biasShape()));
  }

  /** The input's part of all gates, for one step or all. */
  Tensor project(Tensor x) {
    Tensor y = Ops.dense(x, kernel());
    return bias == null ? y : y.plus(bias);
  }

  /** The rest of a step: the states after it, the output first. */
  abstract List<Tensor> advance(Tensor projected, Tensor recurrentInput, List<Tensor> states);

  /** The sequence and the last states by a fast op; null if it does not do what is set. */
  @Nullable List<Tensor> whole(Tensor x, List<Tensor> states) {
    return null;
  }

  final boolean isPlain(String activation) {
    boolean gatesArePlain =
        gates == 1 || activationFunction("recurrent_activation").name().equals("sigmoid");
    return gatesArePlain && activationFunction("activation").name().equals(activation);
  }

  /**
   * The whole sequence at once, unless outputs of the step before are to be dropped, or each step
   * rounds what it computes.
   */
  final @Nullable List<Tensor> fused(Tensor x, List<Tensor> states, CallContext context) {
    return (context.training() && get(RECURRENT_DROPOUT) > 0) || HalfPrecision.isRounding()
        ? null
        : whole(begin(x.shape().without(1), context).prepareInput(x), states);
  }

  @Override
  public Run begin(Shape step, CallContext context) {
    Tensor onInput = null;
    Tensor onState = null;
    if (context.training()) {
      onInput = mask(get(DROPOUT), step, context);
      Shape state = Shape.of(step.dim(0)).append(stateShapes(step).get(0).dims());
      onState = mask(get(RECURRENT_DROPOUT), state, context);
    }
    return new Run(onInput, onState);
  }

  private @Nullable Tensor mask(double rate, Shape shape, CallContext context) {
    return rate == 0
        ? null
        : context.dropout(
            Ops.fill(1, new Spec(dataType(), maskShape(shape))), rate, maskShape(shape));
  }

  @Override
  final HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }

  /** The shape of the mask for something of a shape. */
  Shape maskShape(Shape shape) {
    return shape;
  }

  /** What is masked: if each gate drops on its own, a copy for each, side by side. */
  Tensor toMask(Tensor x) {
    return x;
  }

  /** One sequence with its masks. */
  final class Run implements CellRun {
    private final @Nullable Tensor onInput;
    private final @Nullable Tensor onState;

    Run(@Nullable Tensor onInput, @Nullable Tensor onState) {
      this.onInput = onInput;
      this.onState = onState;
    }

    Tensor prepareInput(Tensor x) {
      Tensor mask = onInput;
      if (mask == null) {
        return x;
      }
      return toMask(x).times(mask.rank() == x.rank() ? mask : Ops.expandDims(mask, 1));
    }

    @Override
    public Tensor prepare(Tensor x) {
      return project(prepareInput(x));
    }

    @Override
    public List<Tensor> step(Tensor prepared, List<Tensor> before) {
      Tensor h = before.get(0);
      List<Tensor> after =
          advance(prepared, onState == null ? h : toMask(h).times(onState), before);
      List<Tensor> result = new ArrayList<>();
      result.add(after.get(0));
      result.addAll(after);
      return result;
    }
  }

  @Override
  public List<Shape> stateShapes(Shape input) {
    return Collections.nCopies(states, Shape.of(units()));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Tensor x = inputs.get(0);
    if (inputs.size() != 1 + states) {
      throw Fault.of(owner())
          .expected("a cell takes the input of one step and %s states", states)
          .received("%s inputs", inputs.size())
          .remedy("Use RNN to run it along a sequence.")
          .argument();
    }
    List<Shape> shapes = stateShapes(x.shape());
    for (int i = 0; i < states; i++) {
      checkState(i, shapes.get(i), inputs.get(i + 1).shape());
    }
    CellRun run = begin(x.shape(), context);
    return run.step(run.prepare(x), inputs.subList(1, inputs.size()));
  }

  private void checkState(int number, Shape expected, Shape received) {
    boolean fits = received.rank() == expected.rank() + 1;
    for (int i = 0; fits && i < expected.rank(); i++) {
      fits = received.dim(i + 1) == Shape.UNKNOWN || received.dim(i + 1) == expected.dim(i);
    }
    if (!fits) {
      throw Fault.of(owner())
          .expected("state %s must have the shape %s after the batch axis", number, expected)
          .received(received)
          .remedy("Give the state that the step before returned.")
          .argument();
    }
  }
}
