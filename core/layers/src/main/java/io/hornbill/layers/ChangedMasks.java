package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallReader.Reference;
import io.hornbill.operations.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Inputs of calls that have another mask in Keras 2 than their tensors, or none: of calls with
 * {@code mask=None}, and of all that Keras 2 runs after a model that is called with a mask or with
 * {@code None}, as that changes the tensor's own. (Keras 3 takes {@code None} for nothing said.)
 */
final class ChangedMasks {
  /** An output of a call; calls are counted over all layers. */
  record Output(int call, int index) {}

  /**
   * A call.
   *
   * @param layer the name of the layer, one for all its calls
   * @param model whether the layer is a model
   * @param count how many inputs may have masks; behind them are the masks themselves
   * @param inputs what it is given; inputs of the graph have negative numbers of calls
   * @param named the masks that it names, by input; empty for none
   */
  record Call(
      String layer,
      boolean model,
      int count,
      List<Output> inputs,
      Map<Integer, Optional<Reference>> named) {
    boolean changesMasks() {
      return model && !named.isEmpty();
    }
  }

  private final List<Call> calls;

  /**
   * Takes a graph.
   *
   * @param calls its calls
   */
  ChangedMasks(List<Call> calls) {
    this.calls = calls;
  }

  /**
   * Finds the inputs that have other masks than their tensors, where calls do not name one.
   *
   * @param ends the calls whose outputs are those of the graph
   * @return for each call the masks of such inputs; empty for none
   */
  List<Map<Integer, Optional<Reference>>> find(List<Integer> ends) {
    List<Map<Integer, Optional<Reference>>> result = new ArrayList<>();
    for (Call call : calls) {
      Map<Integer, Optional<Reference>> none = new HashMap<>(call.named());
      none.values().removeIf(Optional::isPresent);
      result.add(none);
    }
    if (calls.stream().noneMatch(Call::changesMasks)) {
      return result;
    }
    Map<Output, Optional<Reference>> changed = new HashMap<>();
    for (int number : inOrder(ends)) {
      Call call = calls.get(number);
      for (int i = 0; i < call.count(); i++) {
        Optional<Reference> mask = changed.get(call.inputs().get(i));
        if (mask != null && !call.named().containsKey(i)) {
          result.get(number).put(i, mask);
        }
      }
      if (call.changesMasks()) {
        for (int i = 0; i < call.count(); i++) {
          changed.put(call.inputs().get(i), call.named().getOrDefault(i, Optional.empty()));
        }
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
