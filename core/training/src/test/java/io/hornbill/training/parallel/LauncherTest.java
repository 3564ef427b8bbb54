package io.hornbill.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.training.testing.Ranks;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks as processes of their own. */
@Tag("processes")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LauncherTest {
  private static List<String> hosts(int size) throws Exception {
    List<ServerSocket> doors = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      doors.add(Ranks.door());
      hosts.add("127.0.0.1:" + doors.get(i).getLocalPort());
    }
    for (ServerSocket door : doors) {
      door.close();
    }
    return hosts;
  }

  private static List<String> command(String argument) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LaunchedProcess.class.getName(),
        argument);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void processesSumUp(int size) throws Exception {
    assertThat(Launcher.launch(hosts(size), "127.0.0.1", command("live"))).isZero();
  }

  /** The one that dies ends with 9, the others with 7 as they name it. */
  @Test
  void aKilledProcessIsNamedByAllOthers() throws Exception {
    assertThat(Launcher.launch(hosts(3), "127.0.0.1", command("die"))).isIn(7, 9);
  }

  @Test
  void withoutALauncherAProcessIsAlone() {
    try (Collective alone = Launcher.join(o -> {})) {
      assertThat(alone.size()).isEqualTo(1);
      assertThat(alone.broadcast("text", new byte[] {3})).containsExactly(3);
    }
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Launcher.launch(List.of("a:1"), "b", List.of("true")))
        .withMessage(
            "Launcher: the host must be in the list. Received: \"b\", and the list is [a:1]. Write"
                + " it as there.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Launcher.main(new String[] {"a:1"}))
        .withMessageContaining("there must be a list of host:port, a host and a command.");
  }
}
