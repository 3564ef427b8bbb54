package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a layer differs in from others.
 *
 * <pre>{@code
 * Tensor features = base.apply(images, c -> c.training(false));
 * Tensor last = new LSTM(32).apply(steps, c -> c.mask(seen));
 * }</pre>
 */
public final class CallOptions {
  private @Nullable Boolean training;
  private final List<Mask> masks = new ArrayList<>();
  private final List<Tensor> states = new ArrayList<>();

  /** A mask, and how Keras' files name it. */
  record Mask(String argument, int input, boolean listed, Tensor tensor) {}

  CallOptions() {}

  /**
   * Says whether the layer behaves as in training, whatever the model does.
   *
   * @param training false for a layer that must compute as in prediction even while the model is
   *     trained, such as a frozen base with batch normalization
   * @return these options
   */
  public CallOptions training(boolean training) {
    this.training = training;
    return this;
  }

  /**
   * Gives the first input a mask, in the place of the one that it brings along.
   *
   * @param mask 1 where a step counts and 0 where it does not, {@code [batch, steps]}; for a
   *     softmax of the input's shape
   * @return these options
   */
  public CallOptions mask(TensorLike mask) {
    return mask("mask", 0, false, mask.tensor());
  }

  /**
   * Gives several inputs masks, such as the queries and values of attention.
   *
   * @param queries the mask of the first input; null for none
   * @param values the mask of the second input; null for none
   * @return these options
   */
  public CallOptions masks(@Nullable TensorLike queries, @Nullable TensorLike values) {
    if (queries != null) {
      mask("mask", 0, true, queries.tensor());
    }
    return values == null ? this : mask("mask", 1, true, values.tensor());
  }

  /**
   * Gives a recurrent layer the states that it begins with; they may also stand behind its input:
   * {@code lstm.apply(x, h, c)}.
   *
   * <pre>{@code
   * Tensor decoded = new LSTM(32).apply(words, c -> c.initialState(h, memory));
   * }</pre>
   *
   * @param initial one per state of the layer: two for an LSTM, one for a GRU
   * @return these options
   */
  public CallOptions initialState(TensorLike... initial) {
    return initialState(List.of(initial));
  }

  /**
   * Gives a recurrent layer the states that it begins with.
   *
   * @param initial one per state of the layer: two for an LSTM, one for a GRU
   * @return these options
   */
  public CallOptions initialState(List<? extends TensorLike> initial) {
    states.clear();
    states.addAll(Node.tensors(initial));
    return this;
  }

  /** What the layer is called on: its inputs, and the states behind them. */
  List<Tensor> withStates(List<Tensor> inputs) {
    List<Tensor> all = new ArrayList<>(inputs);
    all.addAll(states);
    return all;
  }

  CallOptions mask(String argument, int input, boolean listed, Tensor mask) {
    masks.add(new Mask(argument, input, listed, mask));
    return this;
  }

  @Nullable Boolean training() {
    return training;
  }

  List<Mask> masks() {
    return masks;
  }

  /** The inputs, each with its mask. */
  List<Tensor> masked(Layer layer, List<Tensor> inputs, List<Tensor> given, Trace trace) {
    if (masks.isEmpty()) {
      return inputs;
    }
    List<Tensor> result = new ArrayList<>(inputs);
    for (int i = 0; i < masks.size(); i++) {
      if (layer.overlooks(masks.get(i).argument())) {
        continue;
      }
      int at = masks.get(i).input();
      if (at >= inputs.size()) {
        throw Fault.of(layer.owner())
            .expected("a mask must be for one of the inputs")
            .received("a mask for input %s of %s", at, inputs.size())
            .remedy("Leave it out.")
            .argument();
      }
      Tensor own = Ops.identity(inputs.get(at));
      trace.giveMask(own, given.get(i));
      result.set(at, own);
    }
    return result;
  }
}
