package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.data.JavaArrays;
import io.hornbill.layers.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Data in Java's own types, as one array per input or output. */
final class JavaData {
  private final TrainableModel model;

  JavaData(TrainableModel model) {
    this.model = model;
  }

  List<INDArray> inputs(Object x) {
    return x instanceof Map<?, ?> map
        ? new Preparation(model).byInput(byName(map))
        : arrays(x, ends(Network::inputNames));
  }

  List<INDArray> outputs(Object y) {
    return y instanceof Map<?, ?> map
        ? new Preparation(model).byOutput("y", byName(map))
        : arrays(y, ends(Network::outputNames));
  }

  private int ends(Function<Network, List<String>> names) {
    return model.isDefined() ? names.apply(model).size() : 1;
  }

  /** A list is one array per end if there are several, or if it holds whole arrays. */
  private static List<INDArray> arrays(Object data, int ends) {
    if (data instanceof List<?> list
        && !list.isEmpty()
        && (ends > 1 || list.get(0) instanceof INDArray)) {
      List<INDArray> result = new ArrayList<>();
      list.forEach(one -> result.add(JavaArrays.toArray(java.util.Objects.requireNonNull(one))));
      return result;
    }
    return List.of(JavaArrays.toArray(data));
  }

  private static Map<String, INDArray> byName(Map<?, ?> map) {
    Map<String, INDArray> result = new LinkedHashMap<>();
    map.forEach(
        (name, one) ->
            result.put(
                String.valueOf(name), JavaArrays.toArray(java.util.Objects.requireNonNull(one))));
    return result;
  }

  /** What a function makes of each record, one row each. */
  static <R> INDArray rows(List<R> records, Function<? super R, ?> function) {
    Checks.argument(
        !records.isEmpty(),
        "Model: there must be at least one record. Received: an empty list. Pass the records to learn from.");
    List<Object> rows = new ArrayList<>(records.size());
    records.forEach(record -> rows.add(function.apply(record)));
    return JavaArrays.toArray(rows);
  }
}
