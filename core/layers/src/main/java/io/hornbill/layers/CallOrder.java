package io.hornbill.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The order in which calls of layers can be made that may be written before those they depend on:
 * as by walking along the list again and again, making what can be made, but in one go.
 */
final class CallOrder {
  /** One output of a layer: that of its call of some number. */
  record Made(String layer, int call) {}

  private record Turn(int pass, int index) {}

  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Made, Integer> makers = new HashMap<>();
  private final List<List<Made>> needs = new ArrayList<>();
  private final List<List<Integer>> users = new ArrayList<>();

  /**
   * Says what is there from the beginning.
   *
   * @param layer the name of a layer
   * @param calls how many calls of it
   */
  void given(String layer, int calls) {
    counts.put(layer, calls);
  }

  /**
   * Adds a call, after those of the same layer that must come before it.
   *
   * @param layer the name of the layer
   * @param inputs what the call needs
   */
  void add(String layer, List<Made> inputs) {
    int index = needs.size();
    int call = counts.merge(layer, 1, Integer::sum) - 1;
    List<Made> all = new ArrayList<>(inputs);
    Made before = new Made(layer, call - 1);
    if (makers.containsKey(before)) {
      all.add(before);
    }
    makers.put(new Made(layer, call), index);
    needs.add(all);
    users.add(new ArrayList<>());
  }

  /**
   * Sorts the calls.
   *
   * @return their numbers in the order of {@link #add}, without those that can never be made
   */
  List<Integer> sorted() {
    int[] open = new int[needs.size()];
    int[] pass = new int[needs.size()];
    PriorityQueue<Turn> ready =
        new PriorityQueue<>(Comparator.comparingInt(Turn::pass).thenComparingInt(Turn::index));
    for (int i = 0; i < open.length; i++) {
      open[i] = link(i);
      if (open[i] == 0) {
        ready.add(new Turn(0, i));
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      Turn turn = ready.remove();
      order.add(turn.index());
      for (int user : users.get(turn.index())) {
        int earliest = turn.index() < user ? turn.pass() : turn.pass() + 1;
        pass[user] = Math.max(pass[user], earliest);
        if (--open[user] == 0) {
          ready.add(new Turn(pass[user], user));
        }
      }
    }
    return order;
  }

  /** Tells the makers of what a call needs; returns how many things are open. */
  private int link(int index) {
    int open = 0;
    for (Made need : needs.get(index)) {
      Integer maker = makers.get(need);
      if (maker != null) {
        users.get(maker).add(index);
        open++;
      } else if (need.call() >= counts.getOrDefault(need.layer(), 0)) {
        open++; // nobody makes it
      }
    }
    return open;
  }
}
