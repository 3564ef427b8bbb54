package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.data.JavaArrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much rows count, as a user gave it: by the place of the targets or by the outputs' names.
 *
 * @param byPlace none, one array for all targets, or one per target
 * @param byName arrays by outputs; none if they are given by place
 */
record SampleWeights(List<INDArray> byPlace, Map<String, INDArray> byName) {
  static final SampleWeights NONE = new SampleWeights(List.of(), Map.of());

  static SampleWeights byPlace(List<INDArray> arrays) {
    return new SampleWeights(List.copyOf(arrays), Map.of());
  }

  static SampleWeights byName(Map<String, INDArray> arrays) {
    return new SampleWeights(List.of(), Map.copyOf(arrays));
  }

  /** Of Java's arrays and lists: for all targets, one of them per target, or by name. */
  static SampleWeights of(Object weights) {
    if (weights instanceof Map<?, ?> map) {
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      map.forEach((name, one) -> arrays.put(String.valueOf(name), JavaArrays.toArray(one)));
      return byName(arrays);
    }
    boolean several =
        weights instanceof List<?> list && !list.isEmpty() && !(list.get(0) instanceof Number);
    return byPlace(
        several
            ? ((List<?>) weights).stream().map(JavaArrays::toArray).toList()
            : List.of(JavaArrays.toArray(weights)));
  }

  /** Factors by class. */
  static Map<Integer, Double> byClass(String owner, Map<Integer, ? extends Number> factors) {
    Map<Integer, Double> checked = new LinkedHashMap<>();
    factors.forEach(
        (number, factor) ->
            checked.put(number, Checks.notNegative(owner, "classWeight", factor.doubleValue())));
    return checked;
  }

  boolean isEmpty() {
    return byPlace.isEmpty() && byName.isEmpty();
  }

  /** The arrays by place; those by name must be there for each output with a target. */
  List<INDArray> inOrder(Preparation prepare, StepBuilder builder) {
    List<String> targets = builder.tasks().stream().map(OutputTask::name).toList();
    return byName.isEmpty() ? byPlace : prepare.byOutput("sampleWeight", byName, targets);
  }
}
