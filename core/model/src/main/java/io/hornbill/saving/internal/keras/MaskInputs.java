package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gives a nested model the masks that its inputs bring in Keras 2, as inputs of their own. */
final class MaskInputs {
  private final Config layer;
  private final MaskGraph outer;

  /** The inputs of the model. */
  private final List<List<?>> starts;

  /** For each of them the tensor that is its mask within the model; null for none. */
  private final List<@Nullable Config> masks = new ArrayList<>();

  private final AddedOperations operations;

  private MaskInputs(Config layer, MaskGraph outer) {
    this.layer = layer;
    this.outer = outer;
    this.starts = GraphForm.inputEnds(GraphForm.settings(layer));
    this.operations = new AddedOperations(GraphForm.layers(layer));
  }

  /**
   * Takes a model.
   *
   * @param layer the model
   * @param outer the graph that calls it, in Keras 2
   * @return what inputs it may get; null where operations cannot compute one, or it has no names
   */
  static @Nullable MaskInputs of(Config layer, MaskGraph outer) {
    MaskInputs inputs = new MaskInputs(layer, outer);
    boolean listed = GraphForm.settings(layer).get("input_layers") instanceof List<?>;
    return listed && inputs.declare() ? inputs : null;
  }

  private boolean declare() {
    for (int i = 0; i < starts.size(); i++) {
      String brought = brought(i);
      Config shaped = outer.written(brought, new AddedOperations(List.of()));
      if (shaped == null && !brought.equals(MaskGraph.NONE)) {
        return false;
      }
      String name = starts.get(i).get(0) + "_mask";
      masks.add(shaped == null ? null : GraphForm.output(shaped, operations.unique(name)));
    }
    return true;
  }

  /** The first mask that a call brings for an input. */
  private String brought(int input) {
    return IntStream.range(0, GraphForm.calls(layer).size())
        .mapToObj(call -> outer.masks(layer, call))
        .filter(given -> input < given.size() && !given.get(input).equals(MaskGraph.NONE))
        .map(given -> given.get(input))
        .findFirst()
        .orElse(MaskGraph.NONE);
  }

  /** The model, of which layers take masks from its new inputs; it does not have these yet. */
  Config rewritten(Set<String> others) {
    List<String> now = new ArrayList<>();
    List<String> old = new ArrayList<>();
    for (Config mask : masks) {
      now.add(MaskGraph.NONE);
      old.add(mask == null ? MaskGraph.NONE : "mask " + old.size());
    }
    MaskGraph before = MaskGraph.nested(layer, old, true);
    for (int i = 0; i < masks.size(); i++) {
      Config mask = masks.get(i);
      if (mask != null) {
        before.know(old.get(i), mask);
      }
    }
    MaskGraph after = MaskGraph.nested(layer, now, false);
    return new ExplicitMasks(after, before, operations, others).graph(layer);
  }

  /**
   * Adds the inputs of which layers take masks.
   *
   * @param model the model, rewritten
   * @param keras3 the graph that calls it, in Keras 3
   * @param added the operations of that graph
   * @return the model with its inputs and calls; null where operations cannot compute a mask
   */
  @Nullable Config added(Config model, MaskGraph keras3, AddedOperations added) {
    List<Config> layers = GraphForm.layers(model);
    Set<String> used = GraphForm.origins(layers);
    List<Object> inputs = new ArrayList<>(starts);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      Config mask = masks.get(i);
      if (mask != null && used.contains(GraphForm.origin(mask))) {
        layers.add(GraphParts.inputLayer(mask));
        inputs.add(GraphForm.history(mask));
        places.add(i);
      }
    }
    List<Config> calls = GraphForm.calls(layer);
    for (int i = 0; i < calls.size(); i++) {
      List<Config> args = arguments(i, places, added);
      if (args == null) {
        return null;
      }
      // Keras 3.3 takes masks for all inputs or for none.
      args.replaceAll(
          tensor -> keras3.of(tensor).equals(MaskGraph.NONE) ? tensor : added.copy(tensor));
      calls.set(i, GraphForm.withArguments(calls.get(i), List.of(args)));
    }
    Config result = GraphForm.withInputs(GraphForm.withLayers(model, layers), inputs);
    return GraphForm.withCalls(result, (call, number) -> calls.get(number));
  }

  private @Nullable List<Config> arguments(int call, List<Integer> places, AddedOperations added) {
    List<Config> args = GraphForm.positional(GraphForm.calls(layer).get(call));
    List<String> given = outer.masks(layer, call);
    for (int place : places) {
      String mask = given.get(place);
      int rank = GraphForm.shape(masks.get(place)).size();
      Config reference =
          mask.equals(MaskGraph.NONE)
              ? outer.everywhere(args.get(place), rank, added)
              : outer.written(mask, added);
      if (reference == null) {
        return null;
      }
      args.add(reference);
    }
    return args;
  }
}
