package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.operations.Forms;
import io.hornbill.operations.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a call in a file takes: tensors of other calls, masks, settings and constants. */
final class CallReader {
  /** Where a tensor comes from; an array that stands in the file comes from no layer. */
  record Reference(String layer, int call, int output, @Nullable INDArray array) {
    Reference(String layer, int call, int output) {
      this(layer, call, output, null);
    }
  }

  /** A mask, and which input it is for. */
  record Mask(String argument, int input, boolean listed) {}

  private final List<Reference> inputs = new ArrayList<>();
  private final List<Reference> maskInputs = new ArrayList<>();
  private final List<Mask> masks = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private @Nullable Boolean training;
  private @Nullable Layer called;
  private List<String> arguments = List.of();
  private boolean ofKeras2;
  private boolean withoutMask;
  private boolean writesDefaults;

  private CallReader() {}

  List<Reference> inputs() {
    List<Reference> all = new ArrayList<>(inputs);
    all.addAll(maskInputs);
    return all;
  }

  /** The layer to apply: the one of the file, or a way of calling it. */
  @Nullable Layer called() {
    return called;
  }

  int count() {
    return inputs.size();
  }

  List<Mask> masks() {
    return masks;
  }

  /**
   * The masks that a call of Keras 2 names for its inputs, empty for those that it says to have
   * none; Keras 3 means nothing by {@code None}, and by others no more than the call itself.
   */
  Map<Integer, Optional<Reference>> namedMasks() {
    Map<Integer, Optional<Reference>> named = new HashMap<>();
    for (int i = 0; withoutMask && i < inputs.size(); i++) {
      named.put(i, Optional.empty());
    }
    for (int i = 0; ofKeras2 && i < masks.size(); i++) {
      named.put(masks.get(i).input(), Optional.of(maskInputs.get(i)));
    }
    return named;
  }

  /** By which name the layer takes the mask of an input. */
  String maskArgument(int input) {
    return input < arguments.size() ? arguments.get(input) + "_mask" : "mask";
  }

  /** Whether the layer takes the masks of all inputs as a list. */
  boolean listsMasks() {
    return arguments.isEmpty() && inputs.size() > 1;
  }

  @Nullable Boolean training() {
    return training;
  }

  /** A call of a layer; Keras 3 names some of its inputs, and passes settings along. */
  static CallReader of(Layer layer, @Nullable Object call, boolean asInKeras3) {
    CallReader reader = new CallReader();
    if (!(call instanceof Map<?, ?> written && written.containsKey("args"))
        && !(call instanceof Config config && config.has("args"))) {
      collect(call, reader.inputs);
      Config named = kwargs(call);
      boolean none = named != null && named.has("mask") && named.get("mask") == null;
      reader.ofKeras2 = !asInKeras3;
      reader.withoutMask = none && !asInKeras3;
      reader.arguments = layer instanceof HeadAttention ? layer.callArguments() : List.of();
      reader.called = reader.called(layer, named);
      return reader;
    }
    Config written = Config.config("inbound_nodes", call);
    reader.writesDefaults = true;
    int place = 0;
    List<?> args = written.list("args");
    if (args.size() == 1 && args.get(0) instanceof List<?> && layer.callArguments().isEmpty()) {
      layer.calledByList();
    }
    for (Object argument : args) {
      int before = reader.inputs.size();
      if (place > 0 && place++ == layer.maskPlace()) {
        reader.mask(layer, "mask", argument);
        continue;
      }
      place = Math.max(1, place);
      collect(reader.ordered(layer, argument), reader.inputs);
      if (reader.inputs.size() <= before && argument != null) {
        throw Fault.of(layer.owner())
            .expected("what a call takes by its place must be tensors")
            .received(argument)
            .remedy("Put the computation into a layer of your own.")
            .argument();
      }
    }
    Layer called = reader.called(layer, written.config("kwargs"));
    reader.called = reader.paths.isEmpty() ? called : new MapCall(called, reader.paths);
    return reader;
  }

  /** Takes what a call names, and says how the layer is called with it. */
  private Layer called(Layer layer, @Nullable Config named) {
    Config settings = new Config();
    if (named != null) {
      List<String> names = new ArrayList<>(named.asMap().keySet());
      names.sort(Comparator.comparingInt(name -> place(layer, name)));
      names.forEach(name -> named(layer, name, named.get(name), settings));
    }
    // As in Keras, what is left out is what came before: keys are the values.
    int last = masks.stream().mapToInt(Mask::input).max().orElse(0);
    while (!layer.callArguments().isEmpty() && !inputs.isEmpty() && inputs.size() <= last) {
      inputs.add(inputs.get(inputs.size() - 1));
    }
    return layer.called(settings);
  }

  /** Before Keras 3, what a call names stands behind its first tensor. */
  private static @Nullable Config kwargs(@Nullable Object call) {
    if (call instanceof List<?> list && !list.isEmpty()) {
      boolean named = isReference(list) && list.size() > 3 && list.get(3) != null;
      return named ? Config.config("kwargs", list.get(3)) : kwargs(list.get(0));
    }
    Map<?, ?> map = call instanceof Config config ? config.asMap() : Map.of();
    map = call instanceof Map<?, ?> given ? given : map;
    return map.isEmpty() ? null : kwargs(map.values().iterator().next());
  }

  /** What a model of maps takes is told by its keys; other layers are told the keys. */
  private @Nullable Object ordered(Layer layer, @Nullable Object argument) {
    List<String> keys = layer instanceof Network network ? network.inputKeys() : List.of();
    boolean isMap = argument instanceof Map<?, ?> || argument instanceof Config;
    if ((keys.isEmpty() && !(isMap && layer instanceof MapLayer)) || isTensor(argument)) {
      return argument;
    }
    Map<String, Object> given = EndPaths.flat(argument, CallReader::isTensor);
    if (layer instanceof MapLayer) {
      paths.addAll(given.keySet());
    }
    return given.keySet().containsAll(keys) && !keys.isEmpty()
        ? keys.stream().map(given::get).toList()
        : List.copyOf(given.values());
  }

  private static boolean isTensor(@Nullable Object value) {
    return "__keras_tensor__".equals(className(value));
  }

  private static @Nullable Object className(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? map.get("class_name")
        : value instanceof Config config ? config.get("class_name") : null;
  }

  /** Which of the layer's inputs a name is; -1 for none. Calls name them in any order. */
  private static int place(Layer layer, String name) {
    List<String> names = layer.callArguments();
    return names.contains(name) ? names.indexOf(name) : names.indexOf(name + "[]");
  }

  private void named(Layer layer, String name, @Nullable Object value, Config settings) {
    if (name.equals("training") && value instanceof Boolean given) {
      // Keras writes what a layer takes unless it is told, and does not go by it.
      boolean said = !given.equals(layer.trainingUnlessTold()) || (!given && !writesDefaults);
      training = said ? given : training;
      return;
    }
    List<Reference> found = new ArrayList<>();
    collect(value, found);
    List<String> names = layer.callArguments();
    int place = place(layer, name);
    boolean mask = place < 0 && (name.equals("mask") || name.endsWith("_mask"));
    boolean fixed = found.stream().allMatch(one -> one.array() != null);
    if (found.isEmpty() || (fixed && place < 0 && !mask)) {
      settings.with(name, value);
      return;
    }
    if (mask) {
      mask(layer, name, value);
      return;
    }
    if (!names.isEmpty() && (place < 0 || (place > 0 && inputs.isEmpty()))) {
      throw Fault.of(layer.owner())
          .expected("a tensor must go to one of the inputs %s", names)
          .received("one for \"%s\"", name)
          .remedy("Save the model without it.")
          .argument();
    }
    // As in Keras, what is left out is what came before: keys are the values.
    while (inputs.size() < place) {
      inputs.add(inputs.get(inputs.size() - 1));
    }
    inputs.addAll(Math.max(place, 0) == 0 ? inputs.size() : place, found);
  }

  private void mask(Layer layer, String name, @Nullable Object value) {
    boolean listed = value instanceof List<?> list && !isReference(list);
    List<?> all = listed && value instanceof List<?> list ? list : java.util.Arrays.asList(value);
    for (int i = 0; i < all.size(); i++) {
      List<Reference> found = new ArrayList<>();
      collect(all.get(i), found);
      if (found.size() == 1) {
        int own = layer.callArguments().indexOf(name.replace("_mask", ""));
        masks.add(new Mask(name, listed ? i : Math.max(0, own), listed));
        maskInputs.add(found.get(0));
      }
    }
  }

  private static boolean isReference(List<?> list) {
    return list.size() >= 3 && list.get(0) instanceof String && list.get(1) instanceof Number;
  }

  /** A call of an operation: its tensors, and what else it takes, as it stands. */
  static Operation operation(Config written, @Nullable Object call, List<Reference> inputs) {
    Config node = Config.config("inbound_nodes", call == null ? new Config() : call);
    List<@Nullable Object> args = new ArrayList<>();
    node.list("args").forEach(argument -> args.add(slots(argument, inputs)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    Config kwargs = node.config("kwargs");
    if (kwargs != null) {
      kwargs.asMap().forEach((name, value) -> named.put(name, slots(value, inputs)));
    }
    Config config = written.config("config");
    Config settings = new Config();
    if (config != null) {
      config.asMap().forEach((name, value) -> put(settings, name, value));
    }
    String name = written.text("name", config == null ? "" : config.text("name", ""));
    return new Operation(name, written.text("class_name", ""), settings, args, named);
  }

  private static void put(Config settings, String name, @Nullable Object value) {
    if (!name.equals("name")) {
      settings.with(name, value);
    }
  }

  private static @Nullable Object slots(@Nullable Object value, List<Reference> inputs) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(slots(one, inputs)));
      return result;
    }
    if (!isTensor(value)) {
      return value;
    }
    int before = inputs.size();
    collect(value, inputs);
    if (inputs.size() != before + 1) {
      throw Fault.of("Operation")
          .expected("a tensor among the arguments must come from one layer")
          .received(value)
          .remedy("Correct the configuration.")
          .argument();
    }
    return new Operation.Slot(before, type(value));
  }

  private static String type(@Nullable Object tensor) {
    Map<?, ?> map = tensor instanceof Config config ? config.asMap() : Map.of();
    map = tensor instanceof Map<?, ?> given ? given : map;
    Object inner = map.get("config");
    Object type =
        inner instanceof Config config
            ? config.get("dtype")
            : inner instanceof Map<?, ?> given ? given.get("dtype") : null;
    return type instanceof String text ? text : "";
  }

  private static int whole(String layer, Number number) {
    return new Config().with(layer, number).integer(layer, 0);
  }

  /** References are lists of a name and two numbers, however deep they lie. */
  static void collect(@Nullable Object value, List<Reference> found) {
    INDArray array = Forms.array(value);
    if (array != null) {
      found.add(new Reference("", 0, 0, array));
    } else if (value instanceof List<?> list) {
      if (list.size() >= 3
          && list.get(0) instanceof String name
          && list.get(1) instanceof Number call
          && list.get(2) instanceof Number output) {
        found.add(new Reference(name, whole(name, call), whole(name, output)));
      } else {
        list.forEach(one -> collect(one, found));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> collect(one, found));
    } else if (value instanceof Config config) {
      config.asMap().values().forEach(one -> collect(one, found));
    }
  }
}
