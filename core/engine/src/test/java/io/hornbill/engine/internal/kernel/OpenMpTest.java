package io.hornbill.engine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      System.out.println("threads " + Threads.count());
      Threads.alone(() -> System.out.println("inside " + Threads.count()));
      Threads.limit(3);
      System.out.println("chosen " + Threads.count());
    }
  }

  private static String child(Map<String, String> environment, String... options)
      throws IOException {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    List<String> command = new ArrayList<>(List.of(options));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
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
  void thereAreAsManyThreadsAsTheProcessMayHaveCores() throws IOException {
    assertThat(child(Map.of("OMP_NUM_THREADS", "2"))).contains("threads 2\ninside 1\nchosen 3\n");
    assertThat(child(Map.of(), "-XX:ActiveProcessorCount=1"))
        .contains("threads 1\ninside 1\nchosen 3\n");
    assertThat(child(Map.of("OMP_NUM_THREADS", "2"), "-XX:ActiveProcessorCount=1"))
        .contains("threads 2\n");
  }

  @Test
  void theUsersOwnChoiceStands() throws IOException {
    assertThat(child(Map.of("OMP_WAIT_POLICY", "passive")))
        .contains("OMP_WAIT_POLICY = 'PASSIVE'")
        .doesNotContain("GOMP_SPINCOUNT = '20000'");
    assertThat(child(Map.of("GOMP_SPINCOUNT", "77"))).contains("GOMP_SPINCOUNT = '77'");
  }
}
