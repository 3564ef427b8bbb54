package io.hornbill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.benchmarks.harness.Workload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a comparison with everybody was asked for. */
class AllOptionsTest {
  @Test
  void everythingIsMeasuredAndThePageWritten() {
    AllOptions options = AllOptions.of("repository/benchmarks", "all");
    assertThat(options.workloads()).containsExactly(Workload.values());
    assertThat(options.networks()).hasSize(6);
    assertThat(options.isAsked("start")).isTrue();
    assertThat(options.docs()).isEqualTo(Path.of("repository/docs"));
  }

  @Test
  void onlyWhatIsNamedIsMeasured() {
    AllOptions some = AllOptions.of("b", "all", "--only", "gru,VGG16", "--docs", "elsewhere");
    assertThat(some.workloads()).containsExactly(Workload.GRU);
    assertThat(some.networks()).containsExactly("VGG16");
    assertThat(some.isAsked("start")).isFalse();
    assertThat(some.docs()).isEqualTo(Path.of("elsewhere"));
    assertThat(AllOptions.of("b", "all", "--only", "inference").networks()).hasSize(6);
  }

  @Test
  void enginesThatAreNamedTakePartWhereTheyCan() {
    AllOptions options =
        AllOptions.of("b", "all", "--python", "py", "--engines", "hornbill,dl4j,openvino");
    assertThat(options.comparing(Workload.MLP).contenders())
        .containsExactly(Contender.HORNBILL, Contender.DL4J);
    assertThat(options.predicting("inference", options.networks()).contenders())
        .containsExactly(Contender.HORNBILL, Contender.OPENVINO);
  }

  @Test
  void turnsCanBeShorter() {
    PeersOptions options =
        AllOptions.of("b", "all", "--rounds", "2", "--seconds", "0.3", "--warm-up", "0.1")
            .comparing(Workload.MLP);
    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.roundMillis()).isEqualTo(300);
    assertThat(options.warmUpMillis()).isEqualTo(100);
  }

  @Test
  void unknownOptionsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllOptions.of("b", "all", "--round", "3"))
        .withMessageContaining("Received: --round.");
  }
}
