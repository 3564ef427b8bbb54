package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No room of the house is too large. */
class ModuleSizeTest {
  private static final double LARGEST_SHARE = 0.20;

  @Test
  void noModuleHoldsMoreThanAFifthOfTheMainLines() {
    Map<String, Integer> lines =
        Sources.ofTheLibrary().stream()
            .filter(source -> !source.module().equals("src"))
            .collect(Collectors.groupingBy(Sources::module, Collectors.summingInt(Sources::lines)));
    int all = lines.values().stream().mapToInt(Integer::intValue).sum();
    String table =
        lines.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(m -> "%6d %5.1f %%  %s".formatted(m.getValue(), share(m, all), m.getKey()))
            .collect(
                Collectors.joining("\n", "main lines of modules\n", "\n%6d in all".formatted(all)));

    assertThat(lines).as("the modules are found").containsKeys("losses", "core/base");
    assertThat(lines.entrySet())
        .as(table)
        .allMatch(module -> share(module, all) <= 100 * LARGEST_SHARE);
  }

  private static double share(Map.Entry<String, Integer> module, int all) {
    return 100.0 * module.getValue() / all;
  }
}
