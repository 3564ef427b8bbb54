package io.hornbill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.benchmarks.harness.Workload;
import org.junit.jupiter.api.Test;

class PeersOptionsTest {

  @Test
  void everyEngineOfJavaTakesPartInFiveRounds() {
    PeersOptions options = PeersOptions.of("benchmarks", "resnet-block");
    assertThat(options.workload()).isEqualTo(Workload.RESNET_BLOCK);
    assertThat(options.contenders())
        .containsExactly(Contender.HORNBILL, Contender.DJL_PYTORCH, Contender.DL4J);
    assertThat(options.rounds()).isEqualTo(5);
  }

  @Test
  void pythonBringsEnginesThatDoTheWorkload() {
    assertThat(PeersOptions.of("benchmarks", "gru", "--python", "python3").contenders())
        .hasSize(7)
        .contains(Contender.TORCH_COMPILE, Contender.KERAS_JAX)
        .doesNotContain(Contender.OPENVINO);
    assertThat(PeersOptions.of("benchmarks", "predict-latency", "--python", "py").contenders())
        .hasSize(6)
        .contains(Contender.ONNXRUNTIME_JAVA, Contender.OPENVINO)
        .doesNotContain(Contender.TORCH_EAGER);
  }

  @Test
  void optionsChangeWhatTheySay() {
    PeersOptions options =
        PeersOptions.of(
            "benchmarks",
            "mlp",
            "--engines",
            "dl4j,hornbill",
            "--rounds",
            "3",
            "--warm-up",
            "0.5",
            "--seconds",
            "1.5");
    assertThat(options.contenders()).containsExactly(Contender.HORNBILL, Contender.DL4J);
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.warmUpMillis()).isEqualTo(500);
    assertThat(options.roundMillis()).isEqualTo(1500);
  }

  @Test
  void unknownNamesListTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersOptions.of("benchmarks", "mpl"))
        .withMessageContaining("\"mpl\"")
        .withMessageContaining("resnet-block");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersOptions.of("benchmarks", "mlp", "--engines", "caffe"))
        .withMessageContaining("djl-pytorch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersOptions.of("benchmarks", "mlp", "--round", "3"))
        .withMessageContaining("--rounds");
  }
}
