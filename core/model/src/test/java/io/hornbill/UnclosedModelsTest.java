package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Models that nobody closes are freed when nobody can reach them. */
@Tag("processes")
@EnabledOnOs(OS.LINUX) // where the system says how much memory a process has
class UnclosedModelsTest {
  private static final int MODELS = Integer.getInteger("hornbill.unclosed", 2000);

  /** Touched as a whole at the start, as the garbage collector would do little by little. */
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  @Test
  void theyNeedNoMoreMemoryThanTheFirst500() throws Exception {
    List<Long> resident =
        ChildJvm.run(UnclosedModels.class, HEAP, "" + MODELS).stream()
            .filter(line -> line.startsWith("resident "))
            .map(line -> Long.valueOf(line.substring("resident ".length())))
            .toList();

    // A leak of 50 kB a model would be 17 in a hundred after 2,000; code is compiled meanwhile.
    int percent = MODELS < 5000 ? 108 : 105;
    assertThat(resident).hasSize(MODELS / 500);
    assertThat(resident.get(resident.size() - 1))
        .as(resident + " kB")
        .isLessThan(resident.get(0) * percent / 100);
  }
}
