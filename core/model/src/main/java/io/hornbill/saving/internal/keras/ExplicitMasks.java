package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes masks as operations that come through a {@code Concatenate}, and those that a model of
 * Keras 2 has otherwise. Of the former Keras 3 makes some of its own when it reads the file, and
 * calls one of them {@code concatenate}: it refuses models of which a layer has that name. A nested
 * model gets the latter as further inputs where they depend on masks that come from outside.
 */
public final class ExplicitMasks {
  private static final Logger LOG = LoggerFactory.getLogger(ExplicitMasks.class);
  private static final Set<String> LISTED = Set.of("AdditiveAttention", "Attention");

  private final MaskGraph masks;

  /** The same graph where masks are merged as before Keras 3; null for others. */
  private final @Nullable MaskGraph before;

  private final AddedOperations operations;

  /** Layers to which Keras 3 gives other masks. */
  private final Set<String> others;

  /**
   * Takes a graph.
   *
   * @param masks its masks in Keras 3
   * @param before those in Keras 2; null if the model does not mean these
   * @param operations takes what it gets
   * @param others takes the names of layers to which Keras 3 gives other masks
   */
  ExplicitMasks(
      MaskGraph masks, @Nullable MaskGraph before, AddedOperations operations, Set<String> others) {
    this.masks = masks;
    this.before = before;
    this.operations = operations;
    this.others = others;
  }

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings, in Keras 3's form
   * @param keras2 whether it merges masks as before Keras 3: then masks that are others in Keras 3
   *     are written, too
   * @param file what it is written to, for a warning of masks that no file says
   * @return the same with such masks
   */
  public static Config rewrite(Config model, boolean keras2, Object file) {
    Set<String> others = new TreeSet<>();
    if (keras2 && !GraphForm.isFunctional(model)) {
      others.addAll(
          MaskUser.differing(MaskGraph.ofChain(model, true), MaskGraph.ofChain(model, false)));
    }
    Config result = rewritten(model, keras2, others);
    if (!others.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("KerasFormat")
              .expected("masks of Keras 2 must be operations for Keras 3 to compute the same")
              .received("others for %s in %s, which no operation gives them there", others, file)
              .remedy(
                  "Save as .h5 for Keras 2, or put the layers into a functional model that is not"
                      + " within another."));
    }
    return result;
  }

  private static Config rewritten(Config model, boolean keras2, Set<String> others) {
    if (!GraphForm.isNetwork(model)) {
      return model;
    }
    MaskGraph before = keras2 ? MaskGraph.of(model, true) : null;
    Config plain = keras2 ? MaskRules.withoutUntaken(model) : model;
    AddedOperations operations = new AddedOperations(GraphForm.layers(plain));
    return new ExplicitMasks(MaskGraph.of(plain, false), before, operations, others).graph(plain);
  }

  /** The model, which has the graph, with masks as operations. */
  Config graph(Config model) {
    List<Config> layers = new ArrayList<>();
    GraphForm.layers(model).forEach(layer -> layers.addAll(product(layer)));
    layers.forEach(masks::replace);
    layers.replaceAll(layer -> GraphForm.isNetwork(layer) ? nested(layer) : layer);
    layers.replaceAll(
        layer ->
            MaskRules.isUser(layer)
                ? GraphForm.withCalls(layer, (call, number) -> called(call, layer, number))
                : layer);
    layers.addAll(operations.all());
    return GraphForm.withLayers(model, layers);
  }

  /** Multiply and others that leave masked steps out since Keras 3.8 do not as operations. */
  private List<Config> product(Config layer) {
    List<Config> calls = GraphForm.calls(layer);
    if (before == null
        || !MaskRules.isChanged(layer)
        || calls.size() != 1
        || isNone(before.masks(layer, 0))) {
      return List.of(layer);
    }
    List<Config> inputs = GraphForm.positional(calls.get(0));
    List<Config> result = new ArrayList<>();
    Config product = inputs.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      boolean last = i == inputs.size() - 1;
      String name = GraphForm.name(layer);
      String own = last ? name : operations.unique(name + "_part");
      List<Config> both = List.of(product, inputs.get(i));
      result.add(GraphParts.operation(GraphForm.className(layer), own, new Config(), both));
      product = GraphForm.output(product, own);
    }
    return result.isEmpty() ? List.of(layer) : result;
  }

  private static boolean isNone(List<String> given) {
    return given.stream().allMatch(MaskGraph.NONE::equals);
  }

  // Models within the graph.

  private Config nested(Config layer) {
    Set<String> differing = new TreeSet<>();
    IntStream.range(0, GraphForm.calls(layer).size())
        .forEach(call -> differing.addAll(differing(layer, call)));
    Config extended = before == null || differing.isEmpty() ? null : extended(layer, before);
    if (extended == null) {
      others.addAll(differing);
      return rewritten(layer, before != null, others);
    }
    masks.replace(extended);
    return extended;
  }

  /** The model with masks of Keras 2 as further inputs; null where that cannot be. */
  private @Nullable Config extended(Config layer, MaskGraph outer) {
    MaskInputs inputs = MaskInputs.of(layer, outer);
    return inputs == null ? null : inputs.added(inputs.rewritten(others), masks, operations);
  }

  /** Layers within a model that have other masks in Keras 3, since others come from outside. */
  private List<String> differing(Config layer, int call) {
    return before == null || isLost(layer, call)
        ? List.of()
        : MaskUser.differing(before.within(layer, call), masks.within(layer, call));
  }

  /** Whether a mask of Keras 3 is none of Keras 2. */
  private boolean isLost(Config layer, int call) {
    return before != null && isNone(before.masks(layer, call)) && !isNone(masks.masks(layer, call));
  }

  // Calls.

  private Config called(Config call, Config layer, int number) {
    // Keras 3 leaves out the masks of sequences with first states, unless a call names them.
    boolean states = GraphForm.names(call, "initial_state");
    boolean told = GraphForm.names(call, GraphForm.MASK) || (states && before == null);
    if (isLost(layer, number) && !told) {
      return GraphForm.withArguments(call, withoutMasks(call.get("args")));
    }
    List<String> ofKeras3 = masks.masks(layer, number);
    MaskGraph graph = before == null ? masks : before;
    List<String> given = graph.masks(layer, number);
    boolean same = (given.equals(ofKeras3) && !states) || isNone(given);
    if (GraphForm.isNetwork(layer)
        || told
        || (same && ofKeras3.stream().noneMatch(masks::isConcatenated))) {
      return call;
    }
    List<@Nullable Config> written = written(given, graph);
    if (written == null) {
      others.addAll(same ? List.of() : List.of(GraphForm.name(layer)));
      return call;
    }
    boolean listed = LISTED.contains(GraphForm.className(layer));
    return GraphForm.withMask(call, listed ? written : written.get(0));
  }

  /** References to masks; null where operations cannot compute one. */
  private @Nullable List<@Nullable Config> written(List<String> given, MaskGraph graph) {
    List<@Nullable Config> result = new ArrayList<>();
    for (String mask : given) {
      Config one = graph.written(mask, operations);
      if (one == null && !mask.equals(MaskGraph.NONE)) {
        return null;
      }
      result.add(one);
    }
    return result;
  }

  private @Nullable Object withoutMasks(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(withoutMasks(one)));
      return result;
    }
    return value instanceof Config tensor && !GraphForm.history(tensor).isEmpty()
        ? operations.copy(tensor)
        : value;
  }
}
