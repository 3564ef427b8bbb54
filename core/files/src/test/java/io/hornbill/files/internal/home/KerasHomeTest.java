package io.hornbill.files.internal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasHomeTest {

  @Test
  void followsTheEnvironmentVariable() {
    assertThat(KerasHome.folder("/data/keras", "/home/me")).isEqualTo(Path.of("/data/keras"));
    assertThat(KerasHome.folder(null, "/home/me")).isEqualTo(Path.of("/home/me/.keras"));
    assertThat(KerasHome.folder("", "/home/me")).isEqualTo(Path.of("/home/me/.keras"));
  }

  @Test
  void saysWhereItLookedAndWhereToGetTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mnist.npz");
    assertThatThrownBy(() -> KerasHome.require("Mnist", file, "https://example.org/mnist.npz"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Mnist: the file must be there. Received: none at " + file)
        .hasMessageContaining("Fetch it from https://example.org/mnist.npz");
    Files.writeString(file, "x");
    assertThat(KerasHome.require("Mnist", file, "")).isEqualTo(file);
  }
}
