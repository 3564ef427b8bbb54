package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import io.hornbill.operations.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inputs of calls that have no mask in Keras 2, though their tensors may: of calls with {@code
 * mask=None}, and of all that Keras 2 runs after a model that is called so, as that takes the
 * tensor's mask away. (Keras 3 takes {@code None} for nothing said.)
 */
final class LostMasks {
  /** An output of a call; calls are counted over all layers. */
  record Output(int call, int index) {}

  /** A call: what it is given, and how many inputs it says to have no mask. */
  private record Call(String layer, boolean model, int without, List<Output> inputs) {
    boolean takesMasksAway() {
      return model && without > 0;
    }
  }

  private final List<Call> calls = new ArrayList<>();

  /**
   * Adds a call.
   *
   * @param layer the name of the layer, one for all its calls
   * @param model whether the layer is a model
   * @param without how many inputs the call says to have no mask
   * @param inputs what it is given; inputs of the graph have negative numbers of calls
   */
  void add(String layer, boolean model, int without, List<Output> inputs) {
    calls.add(new Call(layer, model, without, inputs));
  }

  /**
   * Finds what has no mask.
   *
   * @param ends the calls whose outputs are those of the graph
   * @return for each call the inputs without mask
   */
  List<Set<Integer>> find(List<Integer> ends) {
    List<Set<Integer>> result = new ArrayList<>();
    for (Call call : calls) {
      result.add(IntStream.range(0, call.without()).boxed().collect(Collectors.toSet()));
    }
    if (calls.stream().noneMatch(Call::takesMasksAway)) {
      return result;
    }
    Set<Output> lost = new HashSet<>();
    for (int number : inOrder(ends)) {
      Call call = calls.get(number);
      for (int i = 0; i < call.inputs().size(); i++) {
        if (lost.contains(call.inputs().get(i))) {
          result.get(number).add(i);
        }
      }
      if (call.takesMasksAway()) {
        lost.addAll(call.inputs());
      }
    }
    return result;
  }

  /**
   * The calls as Keras 2 runs them: by how many others may stand between them and an output, those
   * first that have most. All calls of a layer count as that one of which this is the greatest
   * number so far.
   */
  private List<Integer> inOrder(List<Integer> ends) {
    List<Integer> walked = walked(ends);
    Collections.reverse(walked);
    Map<Integer, Integer> depths = new LinkedHashMap<>();
    Map<String, Integer> ofLayers = new HashMap<>();
    for (int number : walked) {
      Call call = calls.get(number);
      int own = depths.getOrDefault(number, 0);
      int depth = Math.max(own, ofLayers.getOrDefault(call.layer(), 0));
      ofLayers.put(call.layer(), depth);
      depths.put(number, depth);
      for (Output input : call.inputs()) {
        if (input.call() >= 0) {
          depths.merge(input.call(), depth + 1, Math::max);
        }
      }
    }
    List<Integer> order = new ArrayList<>(depths.keySet());
    order.sort(Comparator.comparing(depths::get, Comparator.reverseOrder()));
    return order;
  }

  /** From the ends to what they need, each call behind what it needs. */
  private List<Integer> walked(List<Integer> ends) {
    Set<Integer> finished = new LinkedHashSet<>();
    Map<Integer, Integer> next = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int end : ends) {
      open.push(end);
      while (!open.isEmpty()) {
        int call = open.element();
        List<Output> inputs = call < 0 ? List.of() : calls.get(call).inputs();
        int place = next.merge(call, 1, Integer::sum) - 1;
        if (call < 0 || finished.contains(call)) {
          open.pop();
        } else if (place < inputs.size()) {
          open.push(inputs.get(place).call());
        } else {
          finished.add(call);
          open.pop();
        }
      }
    }
    return new ArrayList<>(finished);
  }

  /**
   * Takes a tensor's mask away, as operations between layers pass none on.
   *
   * @param x the tensor
   * @return the same numbers
   */
  static Tensor without(Tensor x) {
    return x.node().op() instanceof Operation ? x : Operation.of("Copy").apply(x);
  }
}
