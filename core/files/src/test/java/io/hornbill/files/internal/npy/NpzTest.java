package io.hornbill.files.internal.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.testing.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpzTest {

  private static Npz open(String name) {
    return Npz.open(ByteSource.of(Fixtures.resource("files/internal/npy/" + name), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void readsEveryNumericTypeInEitherByteOrder(String name) {
    try (Npz file = open(name)) {
      long[] ramp = LongStream.range(0, 24).toArray();
      for (String type :
          "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 big_i2 big_i4 big_i8 big_f4 big_f8".split(" ")) {
        NumpyArray array = file.get(type);
        assertThat(array.shape()).as(type).containsExactly(2, 3, 4);
        assertThat(array.toLongArray()).as(type).containsExactly(ramp);
        assertThat(array.toDoubleArray()[23]).as(type).isEqualTo(23);
        assertThat(array.toFloats().getFloat(1, 2, 3)).as(type).isEqualTo(23);
      }
      assertThat(file.get("bool").toIntArray()).startsWith(1, 0, 1, 0);
    }
  }

  @Test
  void readsColumnMajorArraysScalarsEmptyArraysAndTexts() {
    try (Npz file = open("stored.npz")) {
      assertThat(file.names()).contains("fortran", "scalar", "u8max");
      assertThat(file.get("fortran").toIntArray())
          .containsExactly(java.util.stream.IntStream.range(0, 24).toArray());
      assertThat(file.get("scalar").shape()).isEmpty();
      assertThat(file.get("scalar").toFloats().getFloat(0)).isEqualTo(2.5f);
      assertThat(file.get("empty").toFloats().shape()).containsExactly(0, 3);
      assertThat(file.get("texts").toStrings()).containsExactly("horn", "bill", "Schnäbel", "");
      assertThat(file.get("bytes").toStrings()).containsExactly("a", "bcd");
      assertThat(file.get("u8max").toDoubleArray()).containsExactly(0x1p64);
    }
  }

  @Test
  void tellsWhatAnArrayIsWhenItIsNotWhatWasAskedFor() {
    try (Npz file = open("stored.npz")) {
      assertThatThrownBy(() -> file.get("nothing"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("nothing.npy")
          .hasMessageContaining("stored.npz")
          .hasMessageContaining("fortran.npy");
      assertThatThrownBy(() -> file.get("texts").toFloats())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("must hold numbers. Received: objects [4] in texts.npy");
      assertThatThrownBy(() -> file.get("i4").toByteArray()).hasMessageContaining("of one byte");
      assertThatThrownBy(() -> file.get("i4").toObjects()).hasMessageContaining("Python objects");
      assertThatThrownBy(() -> file.get("i4").toIntRows()).hasMessageContaining("rows of whole");
    }
  }

  @Test
  void readsBackWhatItWrites(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("arrays.npz");
    INDArray x = Nd4j.linspace(-1, 1, 12, DataType.FLOAT).reshape('c', 3, 4);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("x", x);
    arrays.put("turned", x.transpose());
    arrays.put("double", x.castTo(DataType.DOUBLE));
    arrays.put("empty", Nd4j.create(DataType.FLOAT, 0));
    Npz.write(path, arrays);
    try (Npz file = Npz.open(path)) {
      assertThat(file.names()).containsExactly("x", "turned", "double", "empty");
      assertThat(file.get("x").toFloats().toFloatMatrix()).isDeepEqualTo(x.toFloatMatrix());
      assertThat(file.get("turned").toFloats().toFloatMatrix())
          .isDeepEqualTo(x.transpose().toFloatMatrix());
      assertThat(file.get("double").type().bytes()).isEqualTo(8);
      assertThat(file.get("double").toFloatArray()).containsExactly(x.dup().data().asFloat());
      assertThat(file.get("empty").shape()).containsExactly(0);
    }
    assertThat(Files.list(folder)).containsExactly(path);
  }

  @Test
  @Tag("real-data")
  void readsTheReviewsOfImdb() {
    try (Npz file = Npz.open(Fixtures.realFile("datasets/imdb.npz"))) {
      List<int[]> reviews = file.get("x_train").toIntRows();
      assertThat(reviews).hasSize(25_000);
      // the row that Keras' shuffle with seed 113 brings to the front, before the start character
      assertThat(reviews.get(7798)).hasSize(217);
      assertThat(file.get("y_train").toIntArray()).hasSize(25_000).containsOnly(0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void refusesOrReadsDamagedArchives(String name) {
    int refused =
        Fixtures.fuzz(
            Fixtures.resource("files/internal/npy/" + name),
            1,
            bytes -> {
              try (Npz file = Npz.open(ByteSource.of(bytes, name))) {
                for (String array : file.names()) {
                  NumpyArray read = file.get(array);
                  if (read.type() != null) {
                    read.toFloats().close();
                  }
                }
              }
            });
    assertThat(refused).isGreaterThan(250);
  }
}
