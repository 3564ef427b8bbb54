package io.hornbill.optimizers;

import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lets each variable go through one of two chains.
 *
 * @param first which variables go through the first
 * @param yes the first chain
 * @param no the second chain
 */
record Either(Predicate<Variable> first, List<Part> yes, List<Part> no) implements Part {
  @Override
  public List<List<Slot>> slots() {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(all(yes), all(no)).forEach(slot -> names.add(slot.name()));
    List<Slot> group = new ArrayList<>();
    for (String name : names) {
      group.add(
          new Slot(
              name,
              v ->
                  all(chain(v))
                      .filter(s -> s.name().equals(name))
                      .findFirst()
                      .map(s -> s.first().apply(v))
                      .orElse(null)));
    }
    return List.of(group);
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Update next = update;
    for (Part part : chain(parameter.variable())) {
      next = part.apply(next, parameter);
    }
    return next;
  }

  private List<Part> chain(Variable variable) {
    return first.test(variable) ? yes : no;
  }

  private static Stream<Slot> all(List<Part> parts) {
    return parts.stream().flatMap(part -> part.slots().stream()).flatMap(List::stream);
  }
}
