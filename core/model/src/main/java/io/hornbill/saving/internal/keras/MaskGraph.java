package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which masks the tensors of a graph have, as texts that are equal where masks are: those that
 * layers pass on, and those that operations compute. Merging layers let a step count where it
 * counts in all inputs before Keras 3.8, in those that have a mask; and where it counts in any
 * since.
 */
public final class MaskGraph {
  /** No mask. */
  public static final String NONE = "";

  /** A mask by which all steps count. */
  static final String ALL = "all";

  static final String UNKNOWN = "?";
  private static final String MASK = "mask";

  /** Layers whose output has the mask of their first input, in Keras 2 and 3. */
  private static final Set<String> PASSING =
      Set.of(
          "Activation",
          "ActivityRegularization",
          "AdditiveAttention",
          "AlphaDropout",
          "Attention",
          "BatchNormalization",
          "Dense",
          "Dropout",
          "ELU",
          "GaussianDropout",
          "GaussianNoise",
          "GroupNormalization",
          "LayerNormalization",
          "LeakyReLU",
          "MultiHeadAttention",
          "PReLU",
          "ReLU",
          "Softmax",
          "SpatialDropout1D",
          "TimeDistributed",
          "UnitNormalization");

  /** Those that pass masks on in Keras 3 alone. */
  private static final Set<String> PASSING_IN_KERAS_3 =
      Set.of("GroupedQueryAttention", "Identity", "Normalization", "Rescaling");

  private static final Set<String> MERGES =
      Set.of("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract");

  /** Those that leave out what their masks leave out, since Keras 3.8. */
  private static final Set<String> CHANGED = Set.of("Maximum", "Minimum", "Multiply");

  /** Layers that compute otherwise with a mask. */
  private static final Set<String> USERS =
      Set.of(
          "AdditiveAttention",
          "Attention",
          "Bidirectional",
          "ConvLSTM1D",
          "ConvLSTM2D",
          "ConvLSTM3D",
          "GRU",
          "GlobalAveragePooling1D",
          "LSTM",
          "RNN",
          "SimpleRNN",
          "Softmax");

  /** What comes in: a text that stands for the tensor, and its mask. */
  private record Given(String tensor, String mask, @Nullable Object reference) {}

  private final Map<String, Config> layers = new LinkedHashMap<>();
  private final Map<String, Given> inputs;
  private final Map<String, String> known = new HashMap<>();
  private final MaskFormulas formulas;
  private final Set<String> concatenated = new HashSet<>();
  private final String place;
  private final boolean keras2;

  /** Whether references to tensors stand in the graph itself, so that operations may take them. */
  private final boolean isOwn;

  /** The same graph in Keras 3, by which calls are written without masks. */
  private final @Nullable MaskGraph keras3;

  private MaskGraph(
      List<?> layers,
      Map<String, Given> inputs,
      String place,
      boolean keras2,
      boolean isOwn,
      MaskFormulas formulas,
      @Nullable MaskGraph keras3) {
    for (Object one : layers) {
      replace(Config.config("layers", one));
    }
    this.isOwn = isOwn;
    this.formulas = formulas;
    this.inputs = inputs;
    this.place = place;
    this.keras2 = keras2;
    this.keras3 = keras3;
  }

  /**
   * Takes a graph.
   *
   * @param layers its layers and operations
   * @param keras2 whether in Keras before 3.8
   * @return what masks it has
   */
  public static MaskGraph of(List<?> layers, boolean keras2) {
    return new MaskGraph(layers, Map.of(), "", keras2, true, new MaskFormulas(), null);
  }

  /**
   * The graph in Keras 2, where calls that {@link #ends} are told that there is no mask.
   *
   * @param ofLayers its layers
   * @return what masks it has there
   */
  public MaskGraph inKeras2(List<?> ofLayers) {
    return new MaskGraph(ofLayers, Map.of(), "", true, true, new MaskFormulas(), this);
  }

  /**
   * A nested model in a call of its own.
   *
   * @param layer the model
   * @param call which of its calls
   * @return what masks its graph has
   */
  public MaskGraph within(Config layer, int call) {
    Config given = layer.config("config");
    Config settings = given == null ? new Config() : given;
    return new MaskGraph(
        settings.list("layers"),
        inputs(settings, given(layer, call)),
        placeOf(layer, call),
        keras2,
        false,
        formulas,
        null);
  }

  /** Keras 3 leaves out the mask of a sequence with first states, unless the call names it. */
  private boolean hasStates(Config layer, int number) {
    Config call = Config.config("inbound_nodes", layer.list("inbound_nodes").get(number));
    Config named = call.config("kwargs");
    return !keras2 && named != null && named.has("initial_state") && !named.has(MASK);
  }

  private String placeOf(Config layer, int call) {
    return place + layer.text("name", "") + call + "/";
  }

  /**
   * A nested model of which all calls bring the same masks, as far as their texts tell.
   *
   * @param settings the settings of the model
   * @param masks a text for the mask of each input
   * @param keras2 whether in Keras before 3.8
   * @return what masks it has
   */
  static MaskGraph nested(Config settings, List<String> masks, boolean keras2) {
    List<Given> given = new ArrayList<>();
    for (String mask : masks) {
      given.add(new Given("input " + given.size(), mask, null));
    }
    return new MaskGraph(
        settings.list("layers"),
        inputs(settings, given),
        "",
        keras2,
        true,
        new MaskFormulas(),
        null);
  }

  /** Says that a mask is a tensor of the graph. */
  void know(String mask, Config reference) {
    formulas.known(mask, reference);
  }

  /** Puts a layer into the place of the one of its name. */
  final void replace(Config layer) {
    layers.put(layer.text("name", ""), layer);
    known.clear();
  }

  /** A layer that computes otherwise with a mask, and the masks of one of its calls. */
  record User(String name, boolean changed, List<String> masks) {
    boolean isMasked() {
      return !masks.stream().allMatch(mask -> mask.equals(NONE) || mask.equals(ALL));
    }

    boolean differs(User other) {
      boolean same = changed ? !isMasked() : masks.equals(other.masks);
      return !same && (isMasked() || other.isMasked());
    }
  }

  /** The names of users that have other masks in another graph of the same layers. */
  static List<String> differing(List<User> users, List<User> others) {
    return IntStream.range(0, users.size())
        .filter(i -> users.get(i).differs(others.get(i)))
        .mapToObj(i -> users.get(i).name())
        .toList();
  }

  /** The users within a model in one of its calls, in a fixed order. */
  List<User> users(Config layer, int call) {
    List<User> found = new ArrayList<>();
    Config settings = layer.config("config");
    List<Given> given = given(layer, call);
    if (settings != null && settings.has("output_layers")) {
      within(layer, call).collectUsers(found);
    } else if (settings != null && !given.isEmpty()) {
      chained(settings.list("layers"), given.get(0), placeOf(layer, call), found);
    }
    return found;
  }

  /** The users in layers that follow each other, of which the first has no mask. */
  static List<User> usersInChain(List<?> layers, boolean keras2) {
    List<User> found = new ArrayList<>();
    of(layers, keras2).chained(layers, new Given("input", NONE, null), "", found);
    return found;
  }

  private void collectUsers(List<User> found) {
    for (Config layer : layers.values()) {
      for (int call = 0; call < layer.list("inbound_nodes").size(); call++) {
        if (isNetwork(layer)) {
          found.addAll(users(layer, call));
        } else if (isUser(layer) || isChanged(layer)) {
          List<String> given = hasStates(layer, call) ? List.of(NONE) : masks(layer, call);
          found.add(new User(layer.text("name", ""), isChanged(layer), given));
        }
      }
    }
  }

  static boolean isNetwork(Config layer) {
    Config settings = layer.config("config");
    return settings != null && settings.get("layers") instanceof List<?>;
  }

  /**
   * Says whether a layer computes otherwise with a mask.
   *
   * @param layer the layer
   * @return true also for models, whose layers may
   */
  public static boolean isUser(Config layer) {
    String className = layer.text("class_name", "");
    Config settings = layer.config("config");
    Config inner =
        className.equals("TimeDistributed") && settings != null ? settings.config("layer") : null;
    return USERS.contains(inner == null ? className : inner.text("class_name", ""))
        || isNetwork(layer);
  }

  /**
   * Says whether calls of a layer can say that there is no mask.
   *
   * @param layer the layer
   * @return true for those that compute otherwise with one, and wrappers
   */
  public static boolean takesMask(Config layer) {
    return isUser(layer) || layer.text("class_name", "").equals("TimeDistributed");
  }

  /**
   * Takes operations that keep masks away out of what a call is given.
   *
   * @param args its arguments
   * @return the same with the tensors that were copied
   */
  public List<?> originals(List<?> args) {
    List<@Nullable Object> result = new ArrayList<>();
    args.forEach(one -> result.add(one instanceof List<?> list ? originals(list) : original(one)));
    return result;
  }

  private @Nullable Object original(@Nullable Object tensor) {
    Config copy = operation(tensor);
    return copy != null && "Copy".equals(copy.get("class_name")) ? first(arguments(copy)) : tensor;
  }

  /**
   * Says whether a layer leaves out what its masks leave out, in Keras since 3.8.
   *
   * @param layer the layer
   * @return true for some that merge
   */
  public static boolean isChanged(Config layer) {
    return CHANGED.contains(layer.text("class_name", ""));
  }

  /**
   * The masks that go into a call.
   *
   * @param layer the layer
   * @param call which of its calls
   * @return one per input
   */
  public List<String> masks(Config layer, int call) {
    return given(layer, call).stream().map(Given::mask).toList();
  }

  /**
   * Says whether a call has no mask in Keras 3, so that Keras 2 is told so.
   *
   * @param layer the layer
   * @param call which of its calls
   * @return true if all steps count
   */
  public boolean ends(Config layer, int call) {
    return isUser(layer)
        && masks(layer, call).stream().allMatch(mask -> mask.equals(NONE) || mask.equals(ALL));
  }

  private List<Given> given(Config layer, int number) {
    List<?> calls = layer.list("inbound_nodes");
    if (number < 0 || number >= calls.size()) {
      return List.of();
    }
    Config call = Config.config("inbound_nodes", calls.get(number));
    List<Object> tensors = new ArrayList<>();
    collect(call.get("args"), tensors);
    Config named = call.config("kwargs");
    List<?> named1 = listed(named == null ? null : named.get(MASK));
    boolean none = keras3 != null && keras3.ends(layer, number);
    List<Given> result = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Object tensor = tensors.get(i);
      Object own = i < named1.size() ? named1.get(i) : null;
      String mask = none ? NONE : own != null ? computed(own) : of(tensor);
      result.add(new Given(id(tensor), mask, isOwn ? tensor : null));
    }
    return result;
  }

  private static List<?> listed(@Nullable Object masks) {
    return masks instanceof List<?> list ? list : masks == null ? List.of() : List.of(masks);
  }

  static void collect(@Nullable Object value, List<Object> tensors) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, tensors));
    } else if (value instanceof Config config) {
      if (history(config).isEmpty()) {
        config.asMap().values().forEach(one -> collect(one, tensors));
      } else {
        tensors.add(config);
      }
    }
  }

  /**
   * The mask that a tensor has.
   *
   * @param tensor the reference to it
   * @return the mask; empty for none
   */
  public String of(@Nullable Object tensor) {
    return of(history(tensor), 0);
  }

  private String of(List<?> history, int counted) {
    if (history.size() < 3
        || !(history.get(1) instanceof Number call)
        || !(history.get(2) instanceof Number index)) {
      return NONE;
    }
    String name = String.valueOf(history.get(0));
    Given input = inputs.get(name);
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

  private String output(Config layer, int call, int index) {
    Config settings = layer.config("config");
    if (settings == null || Operations.isModule(layer.get("module"))) {
      return NONE;
    }
    List<Given> given = given(layer, call);
    if (given.isEmpty()) {
      return NONE;
    }
    if (isNetwork(layer)) {
      return settings.has("output_layers")
          ? within(layer, call).end(settings.get("output_layers"), index)
          : chained(settings.list("layers"), given.get(0), placeOf(layer, call), new ArrayList<>());
    }
    return output(layer.text("class_name", ""), settings, given, rank(layer, call), index);
  }

  private String output(String className, Config settings, List<Given> given, int rank, int index) {
    List<String> masks = given.stream().map(Given::mask).toList();
    if (className.equals("Embedding")) {
      return settings.bool("mask_zero", false) ? notEqual(given.get(0), 0) : NONE;
    }
    if (className.equals("Masking")) {
      return formulas.any(notEqual(given.get(0), settings.number("mask_value", 0)));
    }
    if (MERGES.contains(className)) {
      return merged(masks);
    }
    if (className.equals("Concatenate")) {
      return concatenated(settings, given, rank);
    }
    if (className.equals("SpectralNormalization")) {
      Config inner = settings.config("layer");
      Config within = inner == null ? null : inner.config("config");
      return inner == null || within == null
          ? NONE
          : output(inner.text("class_name", ""), within, given, rank, index);
    }
    boolean passes =
        PASSING.contains(className)
            || (!keras2 && PASSING_IN_KERAS_3.contains(className))
            || (index == 0 && givesSequences(className, settings));
    return passes ? masks.get(0) : NONE;
  }

  private String merged(List<String> masks) {
    List<String> some = masks.stream().filter(mask -> !mask.equals(NONE)).toList();
    return some.isEmpty() || (!keras2 && some.size() < masks.size())
        ? NONE
        : formulas.joined(keras2 ? "and" : "or", some);
  }

  private String concatenated(Config settings, List<Given> given, int rank) {
    if (given.stream().allMatch(one -> one.mask().equals(NONE))) {
      return NONE;
    }
    int axis = settings.integer("axis", -1);
    boolean last = axis == -1 || axis == rank - 1;
    String mask = last ? besides(given) : along(axis, given);
    concatenated.add(mask);
    return mask;
  }

  private String besides(List<Given> given) {
    return formulas.joined(
        keras2 ? "and" : "or",
        given.stream().map(one -> one.mask().equals(NONE) ? ALL : one.mask()).toList());
  }

  private String along(int axis, List<Given> given) {
    return formulas.along(
        axis,
        given.stream()
            .map(one -> one.mask().equals(NONE) ? ALL + one.tensor() : one.mask())
            .toList());
  }

  /**
   * Says whether a mask came through a {@code Concatenate}, from which Keras 3 computes it by an
   * operation that it calls as such a layer may be called.
   *
   * @param mask the mask
   * @return true if some tensor has it from there
   */
  public boolean isConcatenated(String mask) {
    return concatenated.contains(mask);
  }

  /**
   * Writes operations that compute a mask.
   *
   * @param mask the mask
   * @param name gives operations their names
   * @param made takes the operations
   * @return the reference to the mask; null if operations cannot compute it
   */
  public @Nullable Config written(
      String mask, UnaryOperator<String> name, Map<String, Config> made) {
    return formulas.written(mask, name, made);
  }

  /** Writes operations that compute a mask by which all steps of a tensor count. */
  @Nullable Config everywhere(
      Object tensor, int rank, UnaryOperator<String> name, Map<String, Config> made) {
    String mask = formulas.everywhere(id(tensor), tensor);
    for (int i = rank(tensor); i > rank; i--) {
      mask = formulas.any(mask);
    }
    return formulas.written(mask, name, made);
  }

  private static boolean givesSequences(String className, Config settings) {
    Config layer = className.equals("Bidirectional") ? settings.config("layer") : null;
    Config inner = layer == null ? null : layer.config("config");
    return (inner == null ? settings : inner).get("return_sequences") instanceof Boolean all && all;
  }

  /** Layers that follow each other. */
  private String chained(List<?> chain, Given first, String within, List<User> found) {
    Given given = first;
    for (Object one : chain) {
      Config layer = Config.config("layers", one);
      Config settings = layer.config("config");
      String className = layer.text("class_name", "");
      if (settings == null || className.equals("InputLayer")) {
        continue;
      }
      String name = within + settings.get("name");
      if (isUser(layer) && !isNetwork(layer)) {
        found.add(new User(settings.text("name", ""), false, List.of(given.mask())));
      }
      String mask =
          isNetwork(layer)
              ? nested(settings, given, name + "/", found)
              : output(className, settings, List.of(given), 0, 0);
      given = new Given(name, mask, null);
    }
    return given.mask();
  }

  private String nested(Config settings, Given given, String within, List<User> found) {
    List<?> inner = settings.list("layers");
    if (!settings.has("output_layers")) {
      return chained(inner, given, within, found);
    }
    Map<String, Given> ends = inputs(settings, List.of(given));
    MaskGraph graph = new MaskGraph(inner, ends, within, keras2, false, formulas, null);
    graph.collectUsers(found);
    return graph.end(settings.get("output_layers"), 0);
  }

  private static Map<String, Given> inputs(Config settings, List<Given> given) {
    List<List<?>> ends = new ArrayList<>();
    ends(settings.get("input_layers"), ends);
    Map<String, Given> result = new HashMap<>();
    for (int i = 0; i < Math.min(ends.size(), given.size()); i++) {
      result.put(String.valueOf(ends.get(i).get(0)), given.get(i));
    }
    return result;
  }

  private String end(@Nullable Object outputs, int index) {
    List<List<?>> ends = new ArrayList<>();
    ends(outputs, ends);
    if (index >= ends.size()) {
      return NONE;
    }
    Config layer = layers.get(String.valueOf(ends.get(index).get(0)));
    boolean counted = layer != null && "Functional".equals(layer.get("class_name"));
    return of(ends.get(index), counted ? 1 : 0);
  }

  static void ends(@Nullable Object value, List<List<?>> found) {
    if (value instanceof Config map) {
      map.asMap().values().forEach(one -> ends(one, found));
    } else if (value instanceof List<?> list) {
      if (list.size() == 3 && list.get(0) instanceof String) {
        found.add(list);
      } else {
        list.forEach(one -> ends(one, found));
      }
    }
  }

  /**
   * How operations compute a mask.
   *
   * @param tensor the reference to the mask
   * @return the mask; {@code ?} for what no layer computes
   */
  public String computed(@Nullable Object tensor) {
    Config operation = operation(tensor);
    if (operation == null) {
      return UNKNOWN;
    }
    List<?> args = arguments(operation);
    return switch (operation.text("class_name", "")) {
      case "NotEqual" ->
          args.size() == 2 && args.get(1) instanceof Number number
              ? formulas.notEqual(id(args.get(0)), args.get(0), number.doubleValue())
              : UNKNOWN;
      case "LogicalOr" ->
          formulas.joined(
              "or", List.of(computed(first(args)), computed(args.get(args.size() - 1))));
      case "ConvertToTensor" -> computed(first(args));
      case "OnesLike" -> ALL;
      case "Concatenate" ->
          first(args) instanceof List<?> masks
              ? formulas.along(axis(operation), masks.stream().map(this::computed).toList())
              : UNKNOWN;
      case "Any" -> isOver(operation, -1) ? anyOf(first(args)) : UNKNOWN;
      case "All" -> allOf(operation, first(args));
      default -> UNKNOWN;
    };
  }

  private String anyOf(@Nullable Object condition) {
    Config joining = operation(condition);
    if (joining == null || !"Concatenate".equals(joining.get("class_name"))) {
      return formulas.any(computed(condition));
    }
    return overLast(joining, "or");
  }

  /** Before Keras 3.8: of masks side by side, or of masks on top of each other. */
  private String allOf(Config operation, @Nullable Object condition) {
    Config joining = operation(condition);
    if (joining == null || !"Concatenate".equals(joining.get("class_name"))) {
      return UNKNOWN;
    }
    if (isOver(operation, -1)) {
      return overLast(joining, "and");
    }
    List<?> args = arguments(joining);
    return isOver(operation, 0) && axis(joining) == 0 && first(args) instanceof List<?> masks
        ? formulas.joined("and", masks.stream().map(mask -> widened(mask, 0)).toList())
        : UNKNOWN;
  }

  private String overLast(Config joining, String how) {
    if (!(first(arguments(joining)) instanceof List<?> masks)) {
      return UNKNOWN;
    }
    int axis = axis(joining);
    int rank = masks.stream().mapToInt(MaskGraph::rank).max().orElse(0);
    boolean last = axis == -1 || axis == rank - 1;
    List<String> each = new ArrayList<>();
    for (Object mask : masks) {
      Config operation = operation(mask);
      if (operation != null && "OnesLike".equals(operation.get("class_name"))) {
        each.add(last ? ALL : ALL + id(first(arguments(operation))));
      } else {
        each.add(widened(mask, -1));
      }
    }
    return last ? formulas.joined(how, each) : formulas.along(axis, each);
  }

  /** A mask to which an axis was added, be it spread over it. */
  private String widened(@Nullable Object mask, int axis) {
    Config operation = operation(mask);
    if (operation == null) {
      return UNKNOWN;
    }
    Object inner = first(arguments(operation));
    return switch (operation.text("class_name", "")) {
      case "ExpandDims" -> axis(operation) == axis ? computed(inner) : UNKNOWN;
      case "BroadcastTo" -> widened(inner, axis);
      case "LogicalOr" -> isZeros(arguments(operation)) ? widened(inner, axis) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  private boolean isZeros(List<?> args) {
    Config second = args.size() == 2 ? operation(args.get(1)) : null;
    return second != null && "ZerosLike".equals(second.get("class_name"));
  }

  private @Nullable Config operation(@Nullable Object tensor) {
    List<?> history = history(tensor);
    Config known = history.isEmpty() ? null : layers.get(String.valueOf(history.get(0)));
    return known != null && Operations.isModule(known.get("module")) ? known : null;
  }

  private static List<?> arguments(Config operation) {
    List<?> calls = operation.list("inbound_nodes");
    if (calls.isEmpty()) {
      return List.of();
    }
    Config call = Config.config("inbound_nodes", calls.get(0));
    List<Object> all = new ArrayList<>(call.list("args"));
    Config named = call.config("kwargs");
    if (named != null) {
      for (String name : List.of("x1", "x2", "x")) {
        if (named.get(name) != null) {
          all.add(named.get(name));
        }
      }
    }
    return all;
  }

  private static @Nullable Object first(List<?> args) {
    return args.isEmpty() ? null : args.get(0);
  }

  private static int axis(Config operation) {
    Config settings = operation.config("config");
    Object axis = settings == null ? null : settings.get("axis");
    Object one = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
    return one instanceof Number number ? number.intValue() : Integer.MIN_VALUE;
  }

  private static boolean isOver(Config operation, int axis) {
    Config settings = operation.config("config");
    return axis(operation) == axis && settings != null && !settings.bool("keepdims", false);
  }

  private static int rank(Config layer, int call) {
    List<Object> tensors = new ArrayList<>();
    collect(Config.config("call", layer.list("inbound_nodes").get(call)).get("args"), tensors);
    return tensors.isEmpty() ? 0 : rank(tensors.get(0));
  }

  private static int rank(@Nullable Object tensor) {
    Config config = tensor instanceof Config known ? known.config("config") : null;
    return config != null && config.get("shape") instanceof List<?> shape ? shape.size() : 0;
  }

  private String notEqual(Given given, double value) {
    return formulas.notEqual(given.tensor(), given.reference(), value);
  }

  private String id(@Nullable Object tensor) {
    List<?> history = history(tensor);
    Given input = history.isEmpty() ? null : inputs.get(String.valueOf(history.get(0)));
    return input != null ? input.tensor() : place + history;
  }

  static List<?> history(@Nullable Object tensor) {
    Config config = tensor instanceof Config known ? known.config("config") : null;
    return config != null && config.get("keras_history") instanceof List<?> history
        ? history
        : List.of();
  }
}
