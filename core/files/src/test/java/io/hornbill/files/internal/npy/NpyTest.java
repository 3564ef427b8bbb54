package io.hornbill.files.internal.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class NpyTest {

  private static NumpyArray read(byte[] bytes) {
    return Npy.read(new ByteArrayInputStream(bytes), bytes.length, "test.npy");
  }

  private static byte[] file(String header, int contentBytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + text.length + contentBytes];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 10, text.length);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int version) {
    NumpyArray array = read(Fixtures.resource("files/internal/npy/version-" + version + ".npy"));
    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.toFloatArray()).hasSize(24).endsWith(22, 23);
  }

  @Test
  void writesTheBytesThatNumpyWrites(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Nd4j.arange(24).castTo(DataType.FLOAT).reshape(2, 3, 4));
    assertThat(out.toByteArray()).isEqualTo(Fixtures.resource("files/internal/npy/version-1.npy"));
    Path path = folder.resolve("x.npy");
    Npy.write(path, Nd4j.scalar(4f));
    assertThat(Npy.read(path).toFloatArray()).containsExactly(4f);
  }

  @Test
  void writesIntegers() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, NumericType.UINT8, new long[] {3}, new byte[] {1, 2, -1});
    assertThat(read(out.toByteArray()).toIntArray()).containsExactly(1, 2, 255);
    assertThatThrownBy(() -> Npy.write(out, NumericType.INT32, new long[] {3}, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 bytes for [3] of 4 bytes each");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}; 11; 12 bytes announced",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999,)}; 12; announced",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999, 9999)}; 12; axes",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}; 12; axis length",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}; 8; <c8",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}; 8; structured",
        "{'descr': '<f4', 'shape': (1,)}; 4; fortran_order",
        "{'descr': '<f4'; 4; more text",
        "__import__; 4; '{'",
      })
  void saysWhatIsWrong(String header, int contentBytes, String complaint) {
    assertThatThrownBy(() -> read(file(header, contentBytes)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("test.npy");
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("signature");
    assertThatThrownBy(() -> read(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0, 0, 0}))
        .hasMessageContaining("version");
  }
}
