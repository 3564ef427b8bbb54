package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations that a graph gets, each once, under names that are free in it. */
final class AddedOperations {
  private final Set<String> names = new HashSet<>();
  private final Map<String, Config> made = new LinkedHashMap<>();

  /** None yet, for a graph that has some layers. */
  AddedOperations(List<Config> layers) {
    layers.forEach(layer -> names.add(GraphForm.name(layer)));
  }

  /** Takes a name, with a number behind it where the graph has it already. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** The name of an operation, which is made if none stands for the text yet. */
  String name(String text, String className, Config settings, List<?> args) {
    return GraphForm.name(
        made.computeIfAbsent(
            text,
            key ->
                GraphParts.operation(
                    className, unique(Names.snakeCase(className)), settings, args)));
  }

  /** A copy of a tensor, which has no mask: operations do not pass masks on. */
  Config copy(Config tensor) {
    String text = "copy of " + GraphForm.history(tensor);
    return GraphForm.output(tensor, name(text, "Copy", new Config(), List.of(tensor)));
  }

  List<Config> all() {
    return new ArrayList<>(made.values());
  }
}
