package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.Strings;
import io.hornbill.layers.Network;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Data in Java's own types, as one array per input or output. */
final class JavaData {
  private final Network model;
  private long rows = -1;

  JavaData(Network model) {
    this.model = model;
  }

  List<INDArray> inputs(Object x) {
    List<INDArray> inputs =
        x instanceof Map<?, ?> map
            ? new Preparation(model).byInput(columns(map))
            : arrays(x, takesSeveral(x) ? 2 : ends(Network::inputNames));
    rows = inputs.get(0).rank() == 0 ? -1 : inputs.get(0).size(0);
    return inputs;
  }

  /**
   * Whether a list is one array per target, as steps of one's own take them, and no list of rows.
   */
  private boolean isOnePerTarget(Object y) {
    return y instanceof List<?> list
        && list.size() != rows
        && !list.isEmpty()
        && list.stream().allMatch(one -> length(one) == rows);
  }

  private static long length(@Nullable Object one) {
    return one instanceof Collection<?> list
        ? list.size()
        : one != null && one.getClass().isArray() ? Array.getLength(one) : -1;
  }

  /** Whether a model that does not know its inputs yet is given one table for each. */
  private boolean takesSeveral(Object x) {
    return !model.isDefined()
        && model.callsList()
        && x instanceof List<?> list
        && !list.isEmpty()
        && list.stream()
            .allMatch(one -> one instanceof Object[] table && !(table instanceof Number[]));
  }

  List<INDArray> outputs(Object y) {
    return y instanceof Map<?, ?> map
        ? new Preparation(model).byOutput("y", byName(map))
        : arrays(numbers(y), isOnePerTarget(y) ? 2 : ends(Network::outputNames));
  }

  private Object numbers(Object y) {
    if (Strings.isIn(y)) {
      throw Fault.of("Model \"%s\"", model.name())
          .expected("targets must be numbers")
          .received("\"%s\"", Strings.decode(Strings.encode(y)).get(0))
          .remedy("Number the classes, for example by StringLookup.")
          .argument();
    }
    return y;
  }

  private int ends(Function<Network, List<String>> names) {
    return model.isDefined() ? names.apply(model).size() : 1;
  }

  /** A list is one array per end if there are several, or if it holds whole arrays. */
  private List<INDArray> arrays(Object data, int ends) {
    if (data instanceof List<?> list
        && !list.isEmpty()
        && !(list.get(0) instanceof String)
        && (ends > 1 || list.get(0) instanceof INDArray)) {
      List<INDArray> result = new ArrayList<>();
      list.forEach(one -> result.add(array(Objects.requireNonNull(one))));
      return result;
    }
    return List.of(array(data));
  }

  private INDArray array(Object data) {
    if (!Strings.isIn(data)) {
      return JavaArrays.toArray(data);
    }
    INDArray words = Strings.encode(data);
    if (model.isDefined()
        && model.inputs().stream().noneMatch(input -> input.dataType() == DataType.UTF8)) {
      throw Fault.of("Model \"%s\"", model.name())
          .expected("x must be numbers")
          .received("\"%s\"", Strings.decode(words).get(0))
          .remedy("Begin the model with Input.strings and a layer that looks words up.")
          .argument();
    }
    return words;
  }

  private static Map<String, Object> columns(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((name, one) -> result.put(String.valueOf(name), Objects.requireNonNull(one)));
    return result;
  }

  /** Targets by name; of maps within maps as the model's outputs are named: {@code scores/left}. */
  private static Map<String, INDArray> byName(Map<?, ?> map) {
    Map<String, INDArray> result = new LinkedHashMap<>();
    columns(map)
        .forEach(
            (name, one) -> {
              if (one instanceof Map<?, ?> within) {
                byName(within).forEach((inner, array) -> result.put(name + "/" + inner, array));
              } else {
                result.put(name, JavaArrays.toArray(one));
              }
            });
    return result;
  }

  /**
   * What a function makes of each record, one row each: an array, a list of strings, or columns by
   * name if it makes maps.
   */
  static <R> Object rows(List<R> records, Function<? super R, ?> function) {
    if (records.isEmpty()) {
      throw Fault.of("Model")
          .expected("there must be at least one record")
          .received("an empty list")
          .remedy("Pass the records to learn from.")
          .argument();
    }
    List<Object> rows = new ArrayList<>(records.size());
    records.forEach(record -> rows.add(function.apply(record)));
    if (rows.get(0) instanceof Map<?, ?> first) {
      return columns(rows, first.keySet());
    }
    return Strings.isIn(rows) ? rows : JavaArrays.toArray(rows);
  }

  private static Map<String, Object> columns(List<Object> rows, Set<?> names) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Object name : names) {
      List<Object> column = new ArrayList<>(rows.size());
      for (Object row : rows) {
        Object value = row instanceof Map<?, ?> map ? map.get(name) : null;
        if (value == null) {
          throw Fault.of("Model")
              .expected("each record must give a map with the keys of the first one")
              .received("%s without \"%s\"", row, name)
              .remedy("Give the same keys for all.")
              .argument();
        }
        column.add(value);
      }
      result.put(String.valueOf(name), column);
    }
    return result;
  }
}
