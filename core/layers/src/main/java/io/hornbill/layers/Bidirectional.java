package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recurrent layer along a sequence from its start and another one from its end, and merges
 * their outputs step by step.
 *
 * <p>Input {@code [batch, time, ...]}, and if you like the first states of the forward layer and
 * then those of the backward layer. Output that of the layer, its last axis twice as long if the
 * outputs are concatenated; then, if the layer returns states, those of both. The weights are those
 * of the forward layer, then those of the backward layer. Masked steps of returned sequences are
 * zero.
 *
 * <pre>{@code
 * new Bidirectional(new LSTM(64).returnSequences(true))
 * new Bidirectional(new LSTM(64)).backwardLayer(new GRU(64).goBackwards(true)).mergeMode("sum")
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/78.650093">Schuster, Paliwal: Bidirectional recurrent
 *     neural networks (1997)</a>
 */
public final class Bidirectional extends KerasLayer<Bidirectional> {
  private static final Set<String> MODES = Set.of("sum", "mul", "ave", "concat");

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable String> MERGE_MODE =
      Setting.optionalString("merge_mode")
          .initially("concat")
          .nullMeans(null)
          .normalized(mode -> String.valueOf(mode).toLowerCase(Locale.ROOT))
          .only(
              "\"concat\", \"sum\", \"mul\", \"ave\" or null",
              "Choose one.",
              mode -> MODES.contains(String.valueOf(mode)));

  private final Recurrence<?> forward;
  private boolean masksBesideStates;
  private Recurrence<?> backward;

  /**
   * Makes a layer.
   *
   * @param layer the layer of which both directions are made, with weights of their own; of its
   *     class there must be a factory in {@link Layers}
   */
  public Bidirectional(Recurrence<?> layer) {
    Config config = layer.config();
    forward = addLayer("forward_layer", copy(layer, named(config, "forward_", layer.name())));
    config.with("go_backwards", true);
    backward = addLayer("backward_layer", copy(layer, named(config, "backward_", layer.name())));
    silenceMaskedSteps(forward);
    silenceMaskedSteps(backward);
    declare(MERGE_MODE);
    declareLayer("layer", forward);
    declareLayer("backward_layer", backward);
  }

  private static Config named(Config config, String prefix, String name) {
    return config.with("name", name.startsWith(prefix) ? name : prefix + name);
  }

  private static Recurrence<?> copy(Recurrence<?> layer, Config config) {
    return recurrent(Layers.get(layer.className(), config));
  }

  private static Recurrence<?> recurrent(Layer layer) {
    if (layer instanceof Recurrence<?> recurrence) {
      return recurrence;
    }
    throw Fault.of("Bidirectional")
        .expected("layer must be recurrent")
        .received(layer)
        .remedy("Wrap an LSTM, a GRU, a SimpleRNN, a ConvLSTM or an RNN.")
        .argument();
  }

  private static void silenceMaskedSteps(Recurrence<?> layer) {
    layer.zeroOutputForMask(layer.returnsSequences());
  }

  static Bidirectional from(Config config) {
    Bidirectional layer = new Bidirectional(recurrent(Layers.required(config, "layer")));
    Layer other = Layers.read(config, "backward_layer");
    if (other != null) {
      layer.backwardLayer(recurrent(other));
    }
    return layer.configure(config);
  }

  /**
   * Sets the layer that runs from the end, instead of one like the other.
   *
   * @param layer a layer that goes backwards if the first one does not, and is otherwise set alike
   */
  public Bidirectional backwardLayer(Recurrence<?> layer) {
    requireNotBuilt("backwardLayer");
    silenceMaskedSteps(layer);
    backward = replaceLayer(backward, layer);
    declareLayer("backward_layer", layer);
    return this;
  }

  /**
   * Sets how the outputs of both directions become one.
   *
   * @param mode {@code "concat"} (the default), {@code "sum"}, {@code "mul"}, {@code "ave"}, or
   *     null to return both
   */
  public Bidirectional mergeMode(@Nullable String mode) {
    return with(MERGE_MODE, mode);
  }

  /** Makes the states of a stateful layer zero, as before the first batch. */
  public void resetStates() {
    forward.resetStates();
    backward.resetStates();
  }

  @Override
  protected List<String> callArguments() {
    return forward.callArguments();
  }

  @Override
  protected void build(List<Shape> inputs) {
    requireDifferent();
    requireAlike("returnSequences", forward.returnsSequences(), backward.returnsSequences());
    requireAlike("returnState", forward.returnsState(), backward.returnsState());
    requireAlike("stateful", forward.isStateful(), backward.isStateful());
    for (Recurrence<?> layer : List.of(forward, backward)) {
      lendDataType(layer);
      layer.buildFor(inputs.get(0));
    }
  }

  private void requireDifferent() {
    if (forward.goesBackwards() == backward.goesBackwards()) {
      throw Fault.of(owner())
          .expected("goBackwards of the two layers must differ")
          .received("%s for both", forward.goesBackwards())
          .remedy("Change that of the backward layer.")
          .argument();
    }
  }

  private void requireAlike(String setting, boolean ofForward, boolean ofBackward) {
    if (ofForward != ofBackward) {
      throw Fault.of(owner())
          .expected("%s of the two layers must be the same", setting)
          .received("%s forward, %s backward", ofForward, ofBackward)
          .remedy("Change one of them.")
          .argument();
    }
  }

  @Override
  void calledAsBeforeKeras3() {
    masksBesideStates = true;
  }

  @Override
  boolean masksAsBeforeKeras3() {
    return masksBesideStates;
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Tensor x = inputs.get(0);
    List<Tensor> states = inputs.subList(1, inputs.size());
    if (states.size() % 2 != 0) {
      throw Fault.of(owner())
          .expected("the first states must be those of both layers")
          .received(states.size())
          .remedy("Pass as many for each.")
          .argument();
    }
    context.giveMask(x, context.sequenceMask(!states.isEmpty() && !masksBesideStates));
    int half = states.size() / 2;
    List<Tensor> there = run(forward, x, states.subList(0, half), context);
    List<Tensor> back = run(backward, x, states.subList(half, states.size()), context);
    Tensor second = forward.returnsSequences() ? Ops.flip(back.get(0), 1) : back.get(0);
    HalfCall merging = HalfCall.of(this, context.training());
    List<Tensor> outputs =
        new ArrayList<>(merging.apart(List.of(there.get(0), second), this::merge));
    outputs.addAll(there.subList(1, there.size()));
    outputs.addAll(back.subList(1, back.size()));
    return outputs;
  }

  private static List<Tensor> run(
      Recurrence<?> layer, Tensor x, List<Tensor> states, CallContext context) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.addAll(states);
    return context.callAll(layer, inputs);
  }

  private List<Tensor> merge(List<Tensor> both) {
    String mode = get(MERGE_MODE);
    if (mode == null) {
      return both;
    }
    Tensor a = both.get(0);
    Tensor b = both.get(1);
    return List.of(
        switch (mode) {
          case "sum" -> a.plus(b);
          case "mul" -> a.times(b);
          case "ave" -> a.plus(b).times(0.5);
          default -> Ops.concatenate(both, -1);
        });
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>(Collections.nCopies(outputs.size(), null));
    if (forward.returnsSequences()) {
      result.set(0, masks.get(0));
      if (get(MERGE_MODE) == null) {
        result.set(1, masks.get(0));
      }
    }
    return result;
  }
}
