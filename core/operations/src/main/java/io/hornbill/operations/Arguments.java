package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What an operation is called with: settings of its constructor and arguments of the call. */
final class Arguments {
  private final String name;
  private final Config settings;
  private final List<@Nullable Object> args;
  private final Map<String, @Nullable Object> named;
  private final List<Tensor> inputs;
  private final Constants constants;

  Arguments(
      String name,
      Config settings,
      List<@Nullable Object> args,
      Map<String, @Nullable Object> named,
      List<Tensor> inputs,
      Constants constants) {
    this.name = name;
    this.settings = settings;
    this.args = args;
    this.named = named;
    this.inputs = inputs;
    this.constants = constants;
  }

  String name() {
    return name;
  }

  /** The type that numbers among the arguments have: that of the tensors, the widest one. */
  DataType type() {
    return inputs.stream().anyMatch(input -> input.dataType() == DataType.DOUBLE)
        ? DataType.DOUBLE
        : DataType.FLOAT;
  }

  int count() {
    return args.size();
  }

  /** The first tensor. */
  Tensor x() {
    Tensor x = optional(0, "x");
    if (x == null) {
      x = inputs.isEmpty() ? null : Ops.cast(inputs.get(0), type());
    }
    return required(x, 0);
  }

  Tensor tensor(int place, String argument) {
    return required(optional(place, argument), place);
  }

  private Tensor required(@Nullable Tensor tensor, int place) {
    if (tensor == null) {
      throw Fault.of(name)
          .expected("argument %s must be a tensor or a number", place)
          .received("none")
          .remedy("Correct the configuration.")
          .argument();
    }
    return tensor;
  }

  @Nullable Tensor optional(int place, String argument) {
    Object raw = raw(place, argument);
    return raw == null ? null : toTensor(raw);
  }

  /** An argument as it was written; null if there is none. */
  @Nullable Object raw(int place, String argument) {
    if (place >= 0 && place < args.size()) {
      return args.get(place);
    }
    return named.get(argument);
  }

  /** The type that a tensor has in Keras, or else its numbers; empty if a file does not say it. */
  String typeOf(@Nullable Object raw) {
    if (raw instanceof Operation.Slot slot) {
      return slot.type();
    }
    if (Constants.isConstant(raw)) {
      Object type = Constants.field(Constants.field(raw, "config"), "dtype");
      return type instanceof String text ? text : "";
    }
    return "";
  }

  /** All arguments of the call as they were written. */
  List<@Nullable Object> values() {
    List<@Nullable Object> all = new ArrayList<>(args);
    all.addAll(named.values());
    return all;
  }

  /** The type of the first tensor. */
  String typeOfFirst() {
    return typeOf(args.isEmpty() ? named.values().stream().findFirst().orElse(null) : args.get(0));
  }

  Tensor toTensor(@Nullable Object raw) {
    if (raw instanceof Operation.Slot slot) {
      return Ops.cast(inputs.get(slot.input()), type());
    }
    if (Constants.isConstant(raw)) {
      return constants.of(Constants.config(raw), type());
    }
    if (raw instanceof Number number) {
      return Ops.constant(HalfPrecision.number(number.doubleValue()), type());
    }
    if (raw instanceof Boolean truth) {
      return Ops.constant(truth ? 1 : 0, type());
    }
    if (raw instanceof String text) {
      return Ops.constant(Constants.special(text), type());
    }
    if (raw instanceof List<?> list) {
      return fromList(list);
    }
    throw Fault.of(name)
        .expected("an argument must be a tensor, an array or a number")
        .received(raw)
        .remedy("Correct the configuration.")
        .argument();
  }

  private Tensor fromList(List<?> list) {
    boolean plain = list.stream().noneMatch(Arguments::holdsTensor);
    return plain
        ? constants.of(new Config().with("value", list), type())
        : Ops.stack(list.stream().map(this::toTensor).toList(), 0);
  }

  static boolean holdsTensor(@Nullable Object raw) {
    return raw instanceof Operation.Slot
        || Constants.isConstant(raw)
        || (raw instanceof List<?> list && list.stream().anyMatch(Arguments::holdsTensor));
  }

  /** The tensors of a list that is one argument; of a single array its rows. */
  List<Tensor> list(int place, String argument) {
    Object raw = raw(place, argument);
    if (raw instanceof List<?> list) {
      return list.stream().map(this::toTensor).toList();
    }
    return Sizes.unstack(name, tensor(place, argument), 0);
  }

  /** All arguments by place, from one on. */
  List<Tensor> rest(int from) {
    List<Tensor> result = new ArrayList<>();
    for (int i = from; i < args.size(); i++) {
      result.add(toTensor(args.get(i)));
    }
    return result;
  }

  // Settings, which some operations take in the call.

  @Nullable Object setting(String key) {
    return settings.has(key) ? settings.get(key) : named.get(key);
  }

  /** Whether a setting is there and null. */
  boolean settingIsNull(String key) {
    return settings.has(key) && settings.get(key) == null;
  }

  private IllegalArgumentException wrong(String key, String expected, Object value) {
    return Fault.of(name)
        .expected("\"%s\" must be %s", key, expected)
        .received(value)
        .remedy("Correct the configuration.")
        .argument();
  }

  boolean bool(String key, boolean otherwise) {
    Object value = setting(key);
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(key, "true or false", value);
    }
    return value == null ? otherwise : (Boolean) value;
  }

  double number(String key, double otherwise) {
    Object value = setting(key);
    if (value == null || value.equals("")) {
      return otherwise;
    }
    if (value instanceof String text) {
      return Constants.special(text);
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number", value);
  }

  int integer(String key, int otherwise) {
    Object value = setting(key);
    Object one = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    return one == null ? otherwise : whole(name, key, one);
  }

  /** A length, which must be positive. */
  int length(String key, int otherwise) {
    return Sizes.within(name, key, integer(key, otherwise), 1);
  }

  /** A whole number that fits: what is larger is not cut off. */
  private static int whole(String owner, String key, @Nullable Object value) {
    if (!(value instanceof Number number && number.doubleValue() == number.intValue())) {
      throw Fault.of(owner)
          .expected("\"%s\" must be a whole number of 32 bits", key)
          .received(value)
          .remedy("Correct the configuration.")
          .argument();
    }
    return ((Number) Objects.requireNonNull(value)).intValue();
  }

  String text(String key, String otherwise) {
    Object value = setting(key);
    if (value != null && !(value instanceof String)) {
      throw wrong(key, "a string", value);
    }
    return value == null ? otherwise : (String) value;
  }

  /** Whole numbers, one standing for a list of one; null if there are none. */
  int @Nullable [] integers(String key) {
    return ints(name, key, setting(key));
  }

  /** Whole numbers that must be there. */
  int[] required(String key) {
    int[] given = integers(key);
    if (given == null) {
      throw wrong(key, "whole numbers", "none");
    }
    return given;
  }

  /** Whole numbers of an argument. */
  int @Nullable [] ints(@Nullable Object value) {
    return ints(name, "argument", value);
  }

  private static int @Nullable [] ints(String owner, String key, @Nullable Object value) {
    if (value instanceof Number) {
      return new int[] {whole(owner, key, value)};
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToInt(v -> v == null ? -1 : whole(owner, key, v)).toArray();
    }
    if (Constants.isConstant(value)) {
      Object inner = Constants.field(Constants.field(value, "config"), "value");
      return ints(owner, key, inner);
    }
    return null;
  }

  /** The axes of a reduction: all if none are given. */
  int[] axes(Tensor x) {
    int[] given = integers("axis");
    return given == null
        ? IntStream.range(0, x.rank()).toArray()
        : IntStream.of(given).map(axis -> axis(x, axis)).sorted().distinct().toArray();
  }

  int axis(Tensor x, String key, int otherwise) {
    return axis(x, integer(key, otherwise));
  }

  private int axis(Tensor x, int axis) {
    Shape shape = x.shape();
    if (axis < -shape.rank() || axis >= Math.max(1, shape.rank())) {
      throw Fault.of(name)
          .expected("the axis must be one of the input's")
          .received("axis %s of %s", axis, shape)
          .remedy("Correct the axis.")
          .argument();
    }
    return axis < 0 ? axis + shape.rank() : axis;
  }

  boolean keepDims() {
    return bool("keepdims", false);
  }
}
