package io.hornbill.engine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

@Tag("processes")
class OpenMpTest {
  /** Loads the natives after Hornbill was loaded; OpenMP then says how it waits. */
  public static final class Child {
    private Child() {}

    /** Runs. */
    public static void main(String[] arguments) {
      System.out.println(Nd4j.create(1).length());
    }
  }

  private static String child(Map<String, String> environment) throws IOException {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    builder.environment().keySet().removeIf(name -> name.matches("(G?OMP)_.*"));
    builder.environment().put("OMP_DISPLAY_ENV", "verbose");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void threadsSpinForMicrosecondsOnly() throws IOException {
    assertThat(child(Map.of()))
        .contains("GOMP_SPINCOUNT = '20000'")
        .contains("OMP_WAIT_POLICY = 'ACTIVE'")
        .contains("\n1\n");
  }

  @Test
  void theUsersOwnChoiceStands() throws IOException {
    assertThat(child(Map.of("OMP_WAIT_POLICY", "passive")))
        .contains("OMP_WAIT_POLICY = 'PASSIVE'")
        .doesNotContain("GOMP_SPINCOUNT = '20000'");
    assertThat(child(Map.of("GOMP_SPINCOUNT", "77"))).contains("GOMP_SPINCOUNT = '77'");
  }
}
