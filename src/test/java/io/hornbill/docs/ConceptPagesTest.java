package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Libraries;
import io.hornbill.activations.Activations;
import io.hornbill.layers.Layers;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.Metrics;
import io.hornbill.optimizers.Optimizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pages of concepts have every registered name and every declared setting. */
class ConceptPagesTest {
  private static final Path FOLDER = Page.FOLDER.resolve("concepts");

  @Test
  void pagesAreWhatIsRegisteredAndDeclared() throws Exception {
    Map<String, String> pages = ConceptPages.pages();
    pages.forEach((name, text) -> Page.same(FOLDER.resolve(name + ".md"), text));
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  @Test
  void everyNameOfTheRegistriesIsThere() {
    String names = ConceptPages.pages().get("names");
    Map<String, Map<String, Object>> parts = Libraries.parts();
    for (Set<String> registered :
        Set.of(
            Losses.names(),
            Metrics.names(),
            Optimizers.names(),
            Activations.names(),
            Layers.names())) {
      for (String name : registered) {
        boolean ours = parts.values().stream().anyMatch(kind -> kind.containsKey(name));
        assertThat(names.contains("| `" + name + "` |")).as(name).isEqualTo(ours);
      }
    }
    assertThat(names).contains("| `mse` |", "| `MeanSquaredError` |", "| `cosine_proximity` |");
  }

  @Test
  void aPartHasItsFormulaDefaultsRangesAndSpellings() {
    assertThat(ConceptPages.pages().get("losses"))
        .contains("## Huber", "`huber_loss`", "| `delta` | `delta` | `1.0` |", "positive");
    assertThat(ConceptPages.pages().get("optimizers"))
        .contains("## Adam", "`learning_rate`, `lr`", "| `beta1` | `beta_1` |");
  }
}
