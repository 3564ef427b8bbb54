package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which masks the tensors of a graph have, as texts that are equal where masks are: those that
 * layers pass on ({@link LayerMasks}), and those that operations compute ({@link ComputedMasks}).
 */
public final class MaskGraph {
  /** No mask. */
  public static final String NONE = "";

  /** A mask by which all steps count. */
  static final String ALL = "all";

  static final String UNKNOWN = "?";

  /** The models around the graph, and how the masks of all of them are computed. */
  private record Place(String path, MaskFormulas formulas) {
    static Place outside() {
      return new Place("", new MaskFormulas());
    }

    /**
     * Whether references to tensors stand in the graph itself, so that operations may take them.
     */
    boolean isOutside() {
      return path.isEmpty();
    }
  }

  private final Map<String, Config> layers = new LinkedHashMap<>();
  private final Map<String, MaskedTensor> inputs = new HashMap<>();
  private final List<List<?>> outputs;
  private final Map<String, String> known = new HashMap<>();
  private final Place place;
  private final MaskFormulas formulas;
  private final LayerMasks ofLayers;
  private final ComputedMasks computed;
  private final boolean keras2;

  /** The same graph in Keras 3, by which calls are written without masks. */
  private final @Nullable MaskGraph keras3;

  private MaskGraph(
      Config settings,
      List<MaskedTensor> given,
      Place place,
      boolean keras2,
      @Nullable MaskGraph keras3) {
    List<List<?>> starts = GraphForm.inputEnds(settings);
    for (int i = 0; i < Math.min(starts.size(), given.size()); i++) {
      inputs.put(String.valueOf(starts.get(i).get(0)), given.get(i));
    }
    this.outputs = GraphForm.outputEnds(settings);
    this.place = place;
    this.formulas = place.formulas();
    this.keras2 = keras2;
    this.keras3 = keras3;
    this.ofLayers = new LayerMasks(formulas, keras2);
    this.computed = new ComputedMasks(layers, formulas, this::id, place.isOutside());
    settings.list("layers").forEach(one -> replace(Config.config("layers", one)));
  }

  /**
   * Takes a graph.
   *
   * @param model the model that has it
   * @param keras2 whether in Keras before 3.8
   * @return what masks it has
   */
  public static MaskGraph of(Config model, boolean keras2) {
    return new MaskGraph(GraphForm.settings(model), List.of(), Place.outside(), keras2, null);
  }

  /** Layers that follow each other, of which the first has no mask. */
  static MaskGraph ofChain(Config model, boolean keras2) {
    Config chain = GraphParts.chained(GraphForm.layers(model));
    return new MaskGraph(chain, List.of(), Place.outside(), keras2, null);
  }

  /**
   * The graph in Keras 2, where calls that {@link #ends} are told that there is no mask.
   *
   * @param model the model that has it
   * @return what masks it has there
   */
  public MaskGraph inKeras2(Config model) {
    return new MaskGraph(GraphForm.settings(model), List.of(), Place.outside(), true, this);
  }

  /**
   * A nested model of which all calls bring the same masks, as far as their texts tell.
   *
   * @param model the model
   * @param masks a text for the mask of each input
   * @param keras2 whether in Keras before 3.8
   * @return what masks it has
   */
  static MaskGraph nested(Config model, List<String> masks, boolean keras2) {
    List<MaskedTensor> given = new ArrayList<>();
    masks.forEach(mask -> given.add(new MaskedTensor("input " + given.size(), mask, 0, null)));
    return new MaskGraph(GraphForm.settings(model), given, Place.outside(), keras2, null);
  }

  /**
   * A nested model in a call of its own.
   *
   * @param model the model
   * @param call which of its calls
   * @return what masks its graph has
   */
  public MaskGraph within(Config model, int call) {
    Place within = new Place(place.path() + GraphForm.name(model) + call + "/", formulas);
    List<MaskedTensor> given = given(model, call);
    Config settings = GraphForm.settings(model);
    if (settings.has("output_layers")) {
      given.replaceAll(one -> new MaskedTensor(one.tensor(), one.mask(), one.rank(), null));
      return new MaskGraph(settings, given, within, keras2, null);
    }
    Config chain = GraphParts.chained(GraphForm.layers(model));
    MaskGraph graph = new MaskGraph(chain, given, within, keras2, null);
    // From the first to the last: the last asks for all before it, each within the other.
    graph.layers.keySet().forEach(name -> graph.of(List.of(name, 0, 0), 0));
    return graph;
  }

  /** Puts a layer into the place of the one of its name. */
  void replace(Config layer) {
    layers.put(GraphForm.name(layer), layer);
    known.clear();
  }

  // What calls are given.

  /**
   * The masks that go into a call.
   *
   * @param layer the layer
   * @param call which of its calls
   * @return one per input
   */
  public List<String> masks(Config layer, int call) {
    return given(layer, call).stream().map(MaskedTensor::mask).toList();
  }

  private List<MaskedTensor> given(Config layer, int number) {
    List<MaskedTensor> result = new ArrayList<>();
    List<Config> calls = GraphForm.calls(layer);
    if (number < 0 || number >= calls.size()) {
      return result;
    }
    Object named = GraphForm.named(calls.get(number), GraphForm.MASK);
    List<?> masks =
        named instanceof List<?> list ? list : named == null ? List.of() : List.of(named);
    boolean none = keras3 != null && keras3.ends(layer, number);
    for (Config tensor : GraphForm.positional(calls.get(number))) {
      Object own = result.size() < masks.size() ? masks.get(result.size()) : null;
      String mask = none ? NONE : own != null ? computed(own) : of(tensor);
      int rank = GraphForm.shape(tensor).size();
      result.add(
          new MaskedTensor(id(tensor), mask, rank, place.isOutside() ? tensor : outer(tensor)));
    }
    return result;
  }

  private @Nullable Config outer(Config tensor) {
    MaskedTensor input = inputs.get(GraphForm.origin(tensor));
    return input == null ? null : input.reference();
  }

  private String id(Object tensor) {
    List<?> history = GraphForm.history(tensor);
    MaskedTensor input = history.isEmpty() ? null : inputs.get(String.valueOf(history.get(0)));
    return input != null ? input.tensor() : place.path() + history;
  }

  /**
   * Says whether a call has no mask in Keras 3, so that Keras 2 is told so.
   *
   * @param layer the layer
   * @param call which of its calls
   * @return true if all steps count
   */
  public boolean ends(Config layer, int call) {
    return MaskRules.isUser(layer)
        && ((!keras2 && MaskUser.losesMask(GraphForm.calls(layer).get(call)))
            || countAll(masks(layer, call)));
  }

  /** Whether masks leave out no step. */
  static boolean countAll(List<String> masks) {
    return masks.stream().allMatch(mask -> mask.equals(NONE) || mask.equals(ALL));
  }

  /** The layers and operations of the graph, in its order. */
  Collection<Config> layers() {
    return layers.values();
  }

  boolean isKeras2() {
    return keras2;
  }

  // What tensors have.

  /**
   * The mask that a tensor has.
   *
   * @param tensor the reference to it
   * @return the mask; empty for none
   */
  public String of(@Nullable Object tensor) {
    return of(GraphForm.history(tensor), 0);
  }

  private String of(List<?> history, int counted) {
    if (history.size() < 3
        || !(history.get(1) instanceof Number call)
        || !(history.get(2) instanceof Number index)) {
      return NONE;
    }
    String name = String.valueOf(history.get(0));
    MaskedTensor input = inputs.get(name);
    if (input != null) {
      return input.mask();
    }
    String key = history.toString();
    String mask = known.get(key);
    if (mask == null) {
      Config layer = layers.get(name);
      mask = layer == null ? NONE : output(layer, call.intValue() - counted, index.intValue());
      known.put(key, mask);
    }
    return mask;
  }

  private String end(int index) {
    if (index >= outputs.size()) {
      return NONE;
    }
    List<?> end = outputs.get(index);
    return of(end, GraphForm.firstCallAtEnds(layers.get(String.valueOf(end.get(0)))));
  }

  private String output(Config layer, int call, int index) {
    if (layer.get("config") == null || Operations.isModule(layer.get("module"))) {
      return NONE;
    }
    List<MaskedTensor> given = given(layer, call);
    if (given.isEmpty()) {
      return NONE;
    }
    return GraphForm.isNetwork(layer)
        ? within(layer, call).end(index)
        : ofLayers.output(layer, given, index);
  }

  /**
   * Says whether a mask came through a {@code Concatenate}, from which Keras 3 computes it by an
   * operation that it calls as such a layer may be called.
   *
   * @param mask the mask
   * @return true if some tensor has it from there
   */
  public boolean isConcatenated(String mask) {
    return ofLayers.isConcatenated(mask);
  }

  // Operations.

  /**
   * How operations compute a mask.
   *
   * @param tensor the reference to the mask
   * @return the mask; {@code ?} for what no layer computes
   */
  public String computed(@Nullable Object tensor) {
    return computed.of(tensor);
  }

  /**
   * Takes operations that keep masks away out of what a call is given.
   *
   * @param args its arguments
   * @return the same with the tensors that were copied
   */
  public List<?> originals(List<?> args) {
    return computed.originals(args);
  }

  /** Says that a mask is a tensor of the graph. */
  void know(String mask, Config reference) {
    formulas.known(mask, reference);
  }

  /** The reference to a mask that operations compute; null if they cannot. */
  @Nullable Config written(String mask, AddedOperations added) {
    return formulas.written(mask, added);
  }

  /** The reference to a mask by which all steps of a tensor count, which operations compute. */
  @Nullable Config everywhere(Config tensor, int rank, AddedOperations added) {
    String mask = formulas.everywhere(id(tensor), tensor);
    for (int i = GraphForm.shape(tensor).size(); i > rank; i--) {
      mask = formulas.any(mask);
    }
    return formulas.written(mask, added);
  }
}
