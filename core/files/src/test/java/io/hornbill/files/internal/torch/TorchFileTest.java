package io.hornbill.files.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.NumericType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch wrote; see {@code make_torch_fixtures.py}. */
class TorchFileTest {
  private static byte[] bytes(String name) {
    try (InputStream in = TorchFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TorchFile open(String name) {
    return TorchFile.open(ByteSource.of(bytes(name), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensors.pt", "tensors-legacy.pth"})
  void readsTensorsOfAllTypesAndViews(String name) {
    try (TorchFile file = open(name)) {
      assertThat(file.names())
          .containsExactly(
              "plain",
              "view",
              "turned",
              "scalar",
              "empty",
              "double",
              "half",
              "brain",
              "long",
              "byte",
              "bool",
              "parameter",
              "inner.list.0");
      assertThat(file.shape("plain")).containsExactly(4, 6);
      check(file, "view", 8, 9, 10, 14, 15, 16);
      assertThat(file.shape("turned")).containsExactly(6, 4);
      assertThat(file.toFloats("turned").getRow(1).toFloatVector()).containsExactly(1, 7, 13, 19);
      assertThat(file.shape("scalar")).isEmpty();
      check(file, "scalar", 2.5f);
      assertThat(file.toFloats("empty").shape()).containsExactly(0, 3);
      check(file, "double", 1.5f, -2.5f);
      check(file, "half", 0.5f, 65504);
      check(file, "brain", 1, -3);
      assertThat(file.type("brain")).isEqualTo(NumericType.BFLOAT16);
      check(file, "long", 1, -(1L << 40));
      check(file, "byte", 0, 255);
      check(file, "bool", 1, 0);
      check(file, "parameter", 7, 8);
      check(file, "inner.list.0", 1);
    }
  }

  private static void check(TorchFile file, String name, float... expected) {
    assertThat(file.toFloats(name).dup('c').data().asFloat()).containsExactly(expected);
  }

  @Test
  void executesNothing() {
    assertThatThrownBy(() -> open("module.pt"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("only plain data is read, nothing is executed")
        .hasMessageContaining("torch.nn.modules.linear.Linear");
  }

  @Test
  void namesWhatItHoldsWhenAskedForMore() {
    try (TorchFile file = open("tensors.pt")) {
      assertThatThrownBy(() -> file.toFloats("weight"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Received: \"weight\" of tensors.pt, which holds [plain, view");
    }
  }

  @Test
  void refusesOtherFiles() {
    byte[] text = "no file of PyTorch".getBytes(StandardCharsets.UTF_8);
    assertThat(TorchFile.isTorch(ByteSource.of(text, "text"))).isFalse();
    assertThatThrownBy(() -> TorchFile.open(ByteSource.of(text, "text")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the file must be one that torch.save wrote");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensors.pt", "tensors-legacy.pth"})
  void failsInOneWayOnDamagedFiles(String name) {
    byte[] whole = bytes(name);
    Random random = new Random(1);
    for (int i = 0; i < Integer.getInteger("hornbill.fuzz", 300); i++) {
      byte[] damaged =
          i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int k = 0; k < 1 + i % 4 && damaged.length > 0; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (TorchFile file = TorchFile.open(ByteSource.of(damaged, name))) {
        file.names().forEach(file::toFloats);
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).contains("Received: ");
      }
    }
  }
}
