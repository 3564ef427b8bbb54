package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What a layer's call knows and may do beside computing its output. */
public final class CallContext {
  private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();
  private static final long DRAW_GAMMA = 0xD1B54A32D192ED03L;

  private final Trace trace;
  private final Layer layer;
  private final List<@Nullable Tensor> masks;
  private final boolean maskGiven;
  private final boolean training;
  private boolean lackedMask;

  /**
   * Makes the context of a call.
   *
   * @param maskGiven whether the caller gave the first mask, which otherwise came with the input
   */
  CallContext(
      Trace trace, Layer layer, List<@Nullable Tensor> masks, boolean maskGiven, boolean training) {
    this.trace = trace;
    this.layer = layer;
    this.masks = masks;
    this.maskGiven = maskGiven;
    this.training = training;
  }

  static @Nullable CallContext current() {
    return CURRENT.get();
  }

  /** Runs what writes a graph of its own, whatever layer is being called. */
  static <T> T outside(Supplier<T> action) {
    CallContext outer = CURRENT.get();
    CURRENT.remove();
    try {
      return action.get();
    } finally {
      if (outer != null) {
        CURRENT.set(outer);
      }
    }
  }

  <T> T within(Supplier<T> call) {
    CallContext outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return call.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  boolean isPlanned(Network network) {
    return trace.isPlanned(network);
  }

  /** {@return whether this is a step of training; false in evaluation and prediction} */
  public boolean training() {
    return training;
  }

  /**
   * Says whether the layer's weights are trained, as of the last {@code compile}.
   *
   * @return false if the layer is frozen
   */
  public boolean trainable() {
    return trace.isTrained(layer);
  }

  /**
   * {@return the mask of the first input: 1 where a step counts and 0 where it does not; null if
   * all count}
   */
  public @Nullable Tensor mask() {
    Tensor mask = masks.isEmpty() ? null : masks.get(0);
    lackedMask |= mask == null;
    return mask;
  }

  /** Runs the layer's call, which may have needed a mask that is not there. */
  List<Tensor> calling(Supplier<List<Tensor>> call) {
    try {
      return within(call);
    } catch (NullPointerException e) {
      if (!lackedMask) {
        throw e;
      }
      throw Fault.of(layer.owner())
          .expected("call must take context.mask() as null where all steps count")
          .received("an input without a mask")
          .remedy(
              "Ask whether it is null, or put what makes masks before the layer: Masking, or"
                  + " Embedding with maskZero(true).")
          .argument(e);
    }
  }

  /**
   * The mask of a sequence. Where first states come with it, Keras 3 takes no mask that it was not
   * given.
   */
  @Nullable Tensor sequenceMask(boolean hasStates) {
    return hasStates && !maskGiven ? null : mask();
  }

  /** {@return the masks of the inputs, one per input; null where all steps count} */
  public List<@Nullable Tensor> masks() {
    return masks;
  }

  /**
   * Returns the mask of any tensor of this call.
   *
   * @param tensor the tensor
   * @return its mask; null if all steps count
   */
  public @Nullable Tensor maskOf(Tensor tensor) {
    return trace.mask(tensor);
  }

  /**
   * Gives a tensor a mask, before it goes into an inner layer.
   *
   * @param tensor the tensor
   * @param mask 1 where a step counts and 0 where it does not; null for no change
   */
  public void setMask(Tensor tensor, @Nullable Tensor mask) {
    trace.setMask(tensor, mask);
  }

  /** Gives an inner layer a mask for a tensor, whatever else it takes. */
  void giveMask(Tensor tensor, @Nullable Tensor mask) {
    trace.giveMask(tensor, mask);
  }

  /**
   * Calls an inner layer; the same as {@code layer.apply}.
   *
   * @param inner the layer
   * @param inputs its inputs
   * @return its first output
   */
  public Tensor call(Layer inner, Tensor... inputs) {
    return callAll(inner, List.of(inputs)).get(0);
  }

  /**
   * Calls an inner layer of several outputs; the same as {@code layer.applyAll}.
   *
   * @param inner the layer
   * @param inputs its inputs
   * @return its outputs
   */
  public List<Tensor> callAll(Layer inner, List<Tensor> inputs) {
    checkKnown(inner);
    return trace.run(inner, inputs, training);
  }

  /** Calls an inner layer without what its policy adds to the call. */
  List<Tensor> callPlainly(Layer inner, List<Tensor> inputs) {
    checkKnown(inner);
    return trace.run(HalfCall.within(layer, inner, training), inputs, training);
  }

  private void checkKnown(Layer inner) {
    if (!layer.sublayers().contains(inner.listed())) {
      throw Fault.of(layer.owner())
          .expected("inner layers must be made known, so that their weights are trained and saved")
          .received("a call of %s", inner.owner())
          .remedy("Hold it in a field, or call addLayer(layer) in the constructor.")
          .state();
    }
  }

  /** Calls an inner layer in a way of its own. */
  List<Tensor> callAll(Layer inner, List<Tensor> inputs, List<Tensor> given, CallOptions options) {
    Boolean own = options.training();
    if (own == null && given.isEmpty()) {
      return callAll(inner, inputs);
    }
    List<Tensor> masked = options.masked(inner, inputs, given, trace);
    return trace.run(inner, masked, own == null ? training : own);
  }

  /** Computes what stands between layers. */
  List<Tensor> operation(Op op, List<Tensor> inputs) {
    return training ? NumberTypes.plain(op, inputs) : trace.types().call(op, inputs);
  }

  /** Gives a tensor the type of numbers of another, of which it is made. */
  Tensor typed(Tensor tensor, Tensor like) {
    return trace.typed(tensor, trace.types().of(like));
  }

  /** A tensor as an input of a model takes it. */
  Tensor typed(Tensor tensor, String type) {
    return trace.typed(tensor, type);
  }

  /** The context of an inner layer, whose randomness follows that layer's seed. */
  CallContext of(Layer inner) {
    return new CallContext(trace, inner, masks, maskGiven, training);
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}: others in each step and for each call of this
   * method.
   *
   * @param spec their type and shape
   * @return the numbers
   */
  public Tensor randomUniform(Spec spec) {
    return Ops.randomUniform(nextKey(), trace.step(), spec, first(spec));
  }

  /**
   * Draws random numbers of the standard normal distribution: others in each step and for each call
   * of this method.
   *
   * @param spec their type and shape
   * @return the numbers
   */
  public Tensor randomNormal(Spec spec) {
    return Ops.randomNormal(nextKey(), trace.step(), spec, first(spec));
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}, of the shape and type of a tensor.
   *
   * @param like the tensor
   * @return the numbers
   */
  public Tensor randomUniform(Tensor like) {
    return randomUniform(like.spec());
  }

  /**
   * Draws random numbers of the standard normal distribution, of the shape and type of a tensor.
   *
   * @param like the tensor
   * @return the numbers
   */
  public Tensor randomNormal(Tensor like) {
    return randomNormal(like.spec());
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}.
   *
   * @param shape how many
   * @return floats of that shape
   */
  public Tensor randomUniform(long... shape) {
    return randomUniform(new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /**
   * Draws random numbers of the standard normal distribution.
   *
   * @param shape how many
   * @return floats of that shape
   */
  public Tensor randomNormal(long... shape) {
    return randomNormal(new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /**
   * Drops elements at random in training, and scales the others so that the mean stays.
   *
   * @param x the tensor
   * @param rate the share of elements to drop, in {@code [0, 1)}
   * @return the tensor with zeros in it; x itself in inference, or if the rate is 0
   */
  public Tensor dropout(Tensor x, double rate) {
    return dropout(x, rate, x.shape());
  }

  /**
   * Drops elements at random in training, and scales the others so that the mean stays.
   *
   * @param x the tensor
   * @param rate the share of elements to drop, in {@code [0, 1)}
   * @param noise the shape of what is dropped together: that of x, with 1 where whole axes are
   * @return the tensor with zeros in it; x itself in inference, or if the rate is 0
   */
  public Tensor dropout(Tensor x, double rate, Shape noise) {
    if (!training || rate == 0) {
      return x;
    }
    Tensor uniform = randomUniform(new Spec(x.dataType(), noise));
    return x.times(Ops.greaterEqual(uniform, rate)).times(1 / (1 - rate));
  }

  /** Samples draw the same numbers in whichever process they are. */
  private long first(Spec spec) {
    boolean known = spec.shape().isKnown() && spec.shape().rank() > 0;
    return known ? trace.share().firstElement(spec.shape().dim(0), spec.shape().size()) : 0;
  }

  /** Which rows of the batch this process has. */
  BatchShare share() {
    return trace.share();
  }

  /** Sums up over all processes that have rows of the batch. */
  Tensor sumAcross(Tensor own) {
    return trace.sumAcross(own);
  }

  private long nextKey() {
    return RandomStream.mix(layer.randomKey() + DRAW_GAMMA * trace.nextDraw(layer));
  }

  /**
   * Adds to the loss.
   *
   * @param loss a single number; of several the sum counts
   */
  public void addLoss(Tensor loss) {
    trace.addLoss(loss);
  }

  /**
   * Changes a variable at the end of the step, such as a moving mean.
   *
   * @param variable the variable
   * @param value its new value
   */
  public void update(Variable variable, Tensor value) {
    trace.update(variable, value);
  }

  /**
   * Reads a variable, with the updates of earlier calls in the same step.
   *
   * @param variable the variable
   * @return its value
   */
  public Tensor value(Variable variable) {
    return trace.value(variable);
  }
}
