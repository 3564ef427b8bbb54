package io.hornbill.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  private static final Setting SETTING =
      new Setting(
          "2026-01-02",
          "abc123",
          "benchmarks/peers all",
          "a machine",
          "at best 100 GFLOP/s",
          List.of("hornbill: 1"),
          List.of("gru, dl4j: no GRU layer"));

  private static Quartiles exactly(double value) {
    return new Quartiles(value, value, value);
  }

  private static Map<String, Quartiles> took(double ours, double a, double b) {
    Map<String, Quartiles> engines = new LinkedHashMap<>();
    engines.put("hornbill", new Quartiles(ours - 0.5, ours, ours + 0.25));
    engines.put("a", exactly(a));
    engines.put("b", exactly(b));
    return engines;
  }

  @Test
  void quartilesLieBetweenValuesByDistance() {
    assertThat(Quartiles.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Quartiles(1.75, 2.5, 3.25));
    assertThat(Quartiles.of(List.of(7.0))).isEqualTo(exactly(7));
  }

  @Test
  void numbersHaveThreeDigits() {
    assertThat(new Quartiles(0.04912, 1.2345, 1234.4).inCell()).isEqualTo("1.23<br>0.049–1234");
    assertThat(exactly(23.44).inCell()).isEqualTo("23.4");
  }

  @Test
  void rowsCompareWithTheFastestPeerAndTheLimit() {
    Figure row = new Figure("Steps", "mlp", took(2, 8, 4)).withLimit(1.5);
    String text = new PerformancePage(SETTING, List.of(row)).text();
    assertThat(text)
        .contains("| | hornbill | a | b | ours / best | limit | limit / ours |")
        .contains("| mlp | 2.00<br>1.50–2.25 | 8.00 | 4.00 | 0.50 | 1.50 | 0.75 |")
        .contains("2026-01-02, commit `abc123`, `benchmarks/peers all`")
        .contains("- a machine\n- at best 100 GFLOP/s\n- hornbill: 1\n")
        .contains("- Not measured: gru, dl4j: no GRU layer");
  }

  @Test
  void thePageBeginsWithWhereOthersAreFaster() {
    Figure slower = new Figure("Steps", "mlp", took(6, 4, 3));
    Figure faster = new Figure("Calls", "net", took(1, 4, 2));
    assertThat(new PerformancePage(SETTING, List.of(slower, faster)).text())
        .contains(
            "\n### Where others are faster\n\n| | by Hornbill's time over theirs |\n|---|---|\n"
                + "| mlp | b 2.00, a 1.50 |\n\n![");
    assertThat(new PerformancePage(SETTING, List.of(faster)).text())
        .contains("\nNo other engine is faster in any row.\n");
  }

  @Test
  void otherWaysToStartHornbillAreNoPeers() {
    Map<String, Quartiles> engines = took(2, 4, 8);
    engines.put("hornbill-archive", exactly(1));
    assertThat(new Figure("Start", "net", engines).ratios())
        .containsExactly(Map.entry("a", 0.5), Map.entry("b", 0.25));
  }

  @Test
  void enginesThatTookNoPartHaveADash() {
    Figure one = new Figure("Steps", "mlp", took(2, 8, 4));
    Figure other = new Figure("Steps", "gru", Map.of("hornbill", exactly(3)));
    assertThat(new PerformancePage(SETTING, List.of(one, other)).text())
        .contains("| gru | 3.00 | – | – | – |");
  }

  @Test
  void onlyWhatIsBetweenTheMarksChanges(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("performance.md");
    Files.writeString(page, "before\n<!-- peers all -->\nold\n<!-- end of peers all -->\nafter\n");
    new PerformancePage(SETTING, List.of(new Figure("Steps", "mlp", took(2, 8, 4)))).write(folder);
    assertThat(Files.readString(page))
        .startsWith("before\n<!-- peers all -->\n")
        .endsWith("\n<!-- end of peers all -->\nafter\n")
        .contains("| mlp |")
        .doesNotContain("old");
    assertThat(Files.readString(folder.resolve("performance.svg")))
        .startsWith("<svg ")
        .contains(">mlp</text>", ">hornbill</text>", ">b</text>");
    Files.writeString(page, "no marks");
    assertThatThrownBy(() -> new PerformancePage(SETTING, List.of()).write(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have the lines");
  }
}
