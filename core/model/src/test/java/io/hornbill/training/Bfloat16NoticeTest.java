package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of bfloat16; once per process, so that each test starts one of its own. */
class Bfloat16NoticeTest {

  /** Starts {@link MixedPrecisionTraining} on the nd4j engine, which never has bfloat16. */
  private static List<String> warnings(String... policies) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dhornbill.engine=nd4j",
                "-Dslf4j.provider=" + PrintedLog.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                MixedPrecisionTraining.class.getName(),
                String.join(",", policies))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> line.contains("bfloat16")).toList();
  }

  @Test
  void oneLineSaysThatTheEngineHasNoBfloat16HoweverManyModelsWantIt() throws Exception {
    assertThat(warnings("mixed_bfloat16", "mixed_bfloat16"))
        .containsExactly(
            "WARN mixedPrecision: \"mixed_bfloat16\" needs a processor with bfloat16 instructions and the onednn engine. Received: the nd4j engine, which has none to use here. Everything is computed in float32.");
  }

  @Test
  void nothingIsSaidWhereNobodyWantsIt() throws Exception {
    assertThat(warnings("float32")).isEmpty();
  }
}
