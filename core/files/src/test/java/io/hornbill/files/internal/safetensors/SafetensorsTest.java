package io.hornbill.files.internal.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.testing.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SafetensorsTest {

  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(text.length).put(text).array();
  }

  private static Safetensors open(byte[] bytes) {
    return Safetensors.open(ByteSource.of(bytes, "test.safetensors"));
  }

  private static void write(Path path) {
    INDArray ramp = Nd4j.arange(12).castTo(DataType.FLOAT).reshape('c', 3, 4);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("u1", ramp.castTo(DataType.UINT8));
    arrays.put("f4", ramp.dup('f'));
    arrays.put("f8", ramp.castTo(DataType.DOUBLE));
    arrays.put("i8", ramp.castTo(DataType.INT64));
    arrays.put("i4", ramp.castTo(DataType.INT32));
    arrays.put("scalar", Nd4j.scalar(2.5f));
    arrays.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
    Safetensors.write(path, arrays, Map.of("format", "keras", "größe", "ja"));
  }

  @Test
  void readsEveryType() {
    long[] ramp = LongStream.range(0, 12).toArray();
    try (Safetensors file =
        open(Fixtures.resource("files/internal/safetensors/types.safetensors"))) {
      for (String type : "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 bf16".split(" ")) {
        assertThat(file.shape(type)).as(type).containsExactly(3, 4);
        assertThat(file.toLongArray(type)).as(type).containsExactly(ramp);
        assertThat(file.toDoubleArray(type)[11]).as(type).isEqualTo(11);
        assertThat(file.toFloats(type).getFloat(2, 3)).as(type).isEqualTo(11);
      }
      assertThat(file.toLongArray("bool")).startsWith(1, 0, 1, 0);
      assertThat(file.toFloats("scalar").getFloat(0)).isEqualTo(2.5f);
      assertThat(file.toFloats("empty").shape()).containsExactly(0, 3);
      assertThat(file.metadata()).containsEntry("note", "größe");
      assertThat(file.names()).hasSize(15);
      assertThat(file.type("bf16").bytes()).isEqualTo(2);
      assertThatThrownBy(() -> file.shape("none"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("\"none\" of test.safetensors");
    }
  }

  @Test
  void readsBackWhatItWrites(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("w.safetensors");
    write(path);
    try (Safetensors file = Safetensors.open(path)) {
      assertThat(file.names()).containsExactly("f8", "i8", "empty", "f4", "i4", "scalar", "u1");
      assertThat(file.metadata())
          .containsOnly(Map.entry("format", "keras"), Map.entry("größe", "ja"));
      for (String name : "u1 f4 f8 i8 i4".split(" ")) {
        assertThat(file.toLongArray(name))
            .as(name)
            .containsExactly(LongStream.range(0, 12).toArray());
      }
      assertThat(file.shape("scalar")).isEmpty();
      assertThat(file.shape("empty")).containsExactly(0, 3);
    }
    assertThat(Files.list(folder)).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; 0; must be a JSON object",
        "{\"a\"; 0; must be JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}}; 4; each name once",
        "{\"a\":{\"dtype\":\"F9\",\"shape\":[1],\"data_offsets\":[0,4]}}; 4; \"F9\" of \"a\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}; 8; as its shape says",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}; 4; within the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}; 4; whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}; 4; side by side",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}; 0; countable",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}; 2; 1 bytes more",
        "{\"a\":[[[[[[[[[[1]]]]]]]]]]}; 2; must be JSON",
        "{\"__metadata__\":{\"a\":1}}; 0; must be strings",
      })
  void saysWhatIsWrong(String header, int data, String complaint) {
    assertThatThrownBy(() -> open(file(header, data)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("test.safetensors");
  }

  @Test
  void refusesArraysThatOverlap() {
    String entry = "{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}";
    String header = "{\"a\":" + entry.formatted(0, 2) + ",\"b\":" + entry.formatted(1, 3) + "}";
    assertThatThrownBy(() -> open(file(header, 3))).hasMessageContaining("one at 1 after 2");
  }

  @Test
  void refusesAHeaderThatIsTooLong() {
    assertThatThrownBy(() -> open(new byte[4])).isInstanceOf(ModelFormatException.class);
    byte[] bytes = file("{}", 0);
    bytes[7] = 1;
    assertThatThrownBy(() -> open(bytes)).hasMessageContaining("at most 100 MB");
  }

  @Test
  void refusesOrReadsDamagedFiles() {
    int refused =
        Fixtures.fuzz(
            Fixtures.resource("files/internal/safetensors/types.safetensors"),
            5,
            bytes -> {
              try (Safetensors file = open(bytes)) {
                for (String name : file.names()) {
                  file.toFloats(name).close();
                }
              }
            });
    assertThat(refused).isGreaterThan(200);
  }

  /** Writes the file that make_safetensors_fixture.py --check looks at. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }
}
