package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import io.hornbill.saving.internal.keras.GraphForm;
import io.hornbill.saving.internal.keras.MaskGraph;
import io.hornbill.saving.internal.keras.MaskRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes masks out of graphs that come with the inputs anyway. Keras 3 writes them as operations,
 * {@code NotEqual} of what goes into an {@code Embedding}, which Keras 2 does not have.
 */
final class ImplicitMasks {
  /** Calls that have another mask in Keras 2 than in Keras 3. */
  private final Set<String> different = new TreeSet<>();

  private boolean isChanged;

  /**
   * Makes a rewriter for one model. Rewriting for Keras 2 then says which masks it takes otherwise.
   */
  ImplicitMasks() {}

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings
   * @param keras2 whether merged masks have the meaning of Keras 2 in the model
   * @return the same without masks that come along
   */
  static Config rewrite(Config model, boolean keras2) {
    if (!GraphForm.isNetwork(model)) {
      return model;
    }
    MaskGraph masks = MaskGraph.of(model, keras2);
    List<Config> result = GraphForm.layers(model);
    result.replaceAll(
        layer ->
            GraphForm.withCalls(
                rewrite(layer, keras2), (call, number) -> withoutKnown(call, masks)));
    if (keras2) {
      result.replaceAll(layer -> withoutCopies(layer, masks));
    }
    Config plain = GraphForm.withLayers(model, used(result, GraphForm.outputNames(model)));
    return keras2 ? MaskRules.withoutUntaken(plain) : plain;
  }

  /** Leaves out operations that nothing refers to any more. */
  private static List<Config> used(List<Config> layers, Set<String> outputs) {
    List<Config> kept = new ArrayList<>(layers);
    boolean changed = true;
    while (changed) {
      Set<String> names = GraphForm.origins(kept);
      names.addAll(outputs);
      changed =
          kept.removeIf(
              layer ->
                  Operations.isModule(layer.get("module")) && !names.contains(layer.get("name")));
    }
    return kept;
  }

  /** A call that does not name a mask which comes along. */
  private static Config withoutKnown(Config call, MaskGraph masks) {
    Config named = call.config("kwargs");
    return named != null
            && named.has(GraphForm.MASK)
            && comesAlong(masks, call.list("args"), named.get(GraphForm.MASK))
        ? GraphForm.withoutMask(call)
        : call;
  }

  /** Operations that keep masks from a layer, by which Keras 2 is told that there is none. */
  private static Config withoutCopies(Config layer, MaskGraph masks) {
    if (!MaskRules.takesMask(layer)) {
      return layer;
    }
    return GraphForm.withCalls(
        layer,
        (call, number) -> {
          List<?> args = call.list("args");
          List<?> originals = masks.originals(args);
          return originals.equals(args) || has(masks.masks(layer, number))
              ? call
              : GraphForm.withMask(GraphForm.withArguments(call, originals), null);
        });
  }

  /** Whether inputs have the masks that a call names. */
  private static boolean comesAlong(MaskGraph graph, List<?> args, @Nullable Object mask) {
    if (args.size() != 1) {
      return false;
    }
    if (!(args.get(0) instanceof List<?> inputs)) {
      String own = graph.of(args.get(0));
      return !own.isEmpty() && own.equals(graph.computed(mask));
    }
    if (!(mask instanceof List<?> masks) || masks.size() != inputs.size()) {
      return false;
    }
    for (int i = 0; i < masks.size(); i++) {
      String named = masks.get(i) == null ? MaskGraph.NONE : graph.computed(masks.get(i));
      if (!graph.of(inputs.get(i)).equals(named)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells Keras 2 of calls that have no mask in Keras 3.
   *
   * @param model class name and settings, without masks that come along
   * @return the same with {@code mask=None} where Keras 2 would take one
   */
  Config forKeras2(Config model) {
    if (!GraphForm.isNetwork(model) || !GraphForm.isFunctional(model)) {
      return model;
    }
    MaskGraph today = MaskGraph.of(model, false);
    MaskGraph plain = MaskGraph.of(model, true);
    compare(model, today, today.inKeras2(model));
    List<Config> result = GraphForm.layers(model);
    result.replaceAll(
        layer ->
            GraphForm.withCalls(
                layer,
                (call, number) ->
                    today.ends(layer, number) && has(plain.masks(layer, number))
                        ? GraphForm.withMask(call, null)
                        : call));
    return GraphForm.withLayers(model, result);
  }

  private static boolean has(List<String> masks) {
    return !masks.stream().allMatch(String::isEmpty);
  }

  private void compare(Config model, MaskGraph today, MaskGraph before) {
    for (Config layer : GraphForm.layers(model)) {
      for (int call = 0; call < GraphForm.calls(layer).size(); call++) {
        if (GraphForm.isFunctional(layer)) {
          compare(layer, today.within(layer, call), before.within(layer, call));
        } else {
          compare(layer, call, today, before);
        }
      }
    }
  }

  private void compare(Config layer, int call, MaskGraph today, MaskGraph before) {
    List<String> masks = today.masks(layer, call);
    boolean user = MaskRules.isUser(layer);
    isChanged |= user && masks.stream().anyMatch(today::isConcatenated);
    if (MaskRules.isChanged(layer)) {
      changed(layer, masks);
    } else if (user
        && !(today.ends(layer, call) && before.ends(layer, call))
        && !masks.equals(before.masks(layer, call))) {
      different.add(layer.text("name", ""));
    }
  }

  /** Where all inputs have one mask, other numbers come out only where it leaves steps out. */
  private void changed(Config layer, List<String> masks) {
    isChanged |= has(masks);
    if (Set.copyOf(masks).size() > 1) {
      different.add(layer.text("name", ""));
    }
  }

  /** {@return whether Keras 2 computes something otherwise than Keras 3} */
  boolean isChanged() {
    return isChanged || !different.isEmpty();
  }

  /** {@return the layers that Keras 2 gives another mask than Keras 3} */
  Set<String> different() {
    return different;
  }
}
