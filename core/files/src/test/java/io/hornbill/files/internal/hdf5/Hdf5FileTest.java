package io.hornbill.files.internal.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.testing.Fixtures;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class Hdf5FileTest {

  static Hdf5File open(String name) {
    return Hdf5File.open(ByteSource.of(Fixtures.resource("files/internal/hdf5/" + name), name));
  }

  /** Reads all that is in a group, as far as it can be read. */
  static void readAll(Hdf5Group group) {
    readAttributes(group.attributes());
    for (String name : group.names()) {
      if (group.hasGroup(name)) {
        readAll(group.group(name));
      } else {
        Hdf5Dataset dataset = group.dataset(name);
        readAttributes(dataset.attributes());
        if (dataset.type() == null) {
          dataset.toStrings();
        } else {
          dataset.toFloats().close();
        }
      }
    }
  }

  private static void readAttributes(Hdf5Attributes attributes) {
    for (String name : attributes.names()) {
      try {
        attributes.texts(name);
      } catch (ModelFormatException e) {
        attributes.numbers(name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "v110", "v112", "v114", "latest"})
  void readsAttributesOfEveryVersion(String version) {
    try (Hdf5File file = open(version + ".h5")) {
      Hdf5Attributes attributes = file.root().attributes();
      assertThat(attributes.text("keras_version")).isEqualTo("2.11.0");
      assertThat(attributes.text("model_config")).startsWith("{\"é\":").hasSize(70_006);
      assertThat(attributes.texts("layer_names")).containsExactly("dense_1", "größe", "d");
      assertThat(attributes.texts("none")).isEmpty();
      assertThat(attributes.numbers("none")).isEmpty();
      assertThat(attributes.texts("empty")).isEmpty();
      assertThat(attributes.number("count")).isEqualTo(-7);
      assertThat(attributes.numbers("floats")).containsExactly(.5, 1.5, 2.5, 3.5);
      assertThat(attributes.number("flag")).isEqualTo(1);
      assertThat(attributes.texts("variable")).containsExactly("a", "", "größe");
      assertThat(attributes.text("fixed")).isEqualTo("bytes");
      assertThat(attributes.text("padded")).isEqualTo("ab  ");
      assertThat(attributes.has("nothing")).isFalse();
      assertThat(file.root().group("many").attributes().names()).hasSize(20);
      assertThat(file.root().group("many").attributes().text("attribute_19")).isEqualTo("value 19");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "v110", "v112", "v114", "latest"})
  void readsEveryNumericTypeOfEveryVersion(String version) {
    long[] ramp = LongStream.range(0, 24).toArray();
    try (Hdf5File file = open(version + ".h5")) {
      Hdf5Group types = file.root().group("types");
      for (String type :
          "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 big_i2 big_i8 big_f4 big_f8".split(" ")) {
        Hdf5Dataset dataset = types.dataset(type);
        assertThat(dataset.shape()).as(type).containsExactly(2, 3, 4);
        assertThat(dataset.toLongArray()).as(type).containsExactly(ramp);
        assertThat(dataset.toDoubleArray()[23]).as(type).isEqualTo(23);
        assertThat(dataset.toFloats().getFloat(1, 2, 3)).as(type).isEqualTo(23);
      }
      assertThat(types.dataset("bool").toLongArray()).startsWith(1, 0, 1, 0);
      assertThat(types.dataset("scalar").shape()).isEmpty();
      assertThat(types.dataset("scalar").toFloats().getFloat(0)).isEqualTo(2.5f);
      assertThat(types.dataset("zero").toFloats().shape()).containsExactly(0, 3);
      assertThat(types.dataset("null").shape()).containsExactly(0);
      assertThat(types.dataset("texts").toStrings()).containsExactly("one", "two");
      assertThat(types.dataset("variable").toStrings()).containsExactly("one", "zwölf");
      assertThat(types.dataset("compact").toDoubleArray()).containsExactly(1, 2, 3);
      assertThat(types.dataset("unwritten").toDoubleArray()).containsExactly(0, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "v110", "v112", "v114", "latest"})
  void readsChunksOfEveryVersion(String version) {
    try (Hdf5File file = open(version + ".h5")) {
      Hdf5Group chunks = file.root().group("chunks");
      double[] grid = LongStream.range(0, 7 * 11 * 5).asDoubleStream().toArray();
      for (String name :
          List.of("plain", "gzip", "shuffle", "fletcher", "growing", "growing2", "single")) {
        assertThat(chunks.dataset(name).toDoubleArray()).as(name).containsExactly(grid);
        assertThat(chunks.dataset(name).toFloats().getFloat(6, 10, 4)).as(name).isEqualTo(384);
      }
      double[] partly = chunks.dataset("partly").toDoubleArray();
      assertThat(partly).hasSize(100);
      assertThat(partly[35]).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "v110", "v112", "v114", "latest"})
  void findsGroupsByPath(String version) {
    try (Hdf5File file = open(version + ".h5")) {
      assertThat(file.root().group("many").names()).hasSize(60).contains("layer_59");
      Hdf5Group inner = file.root().group("many/layer_42/inner");
      assertThat(inner.path()).isEqualTo("/many/layer_42/inner");
      assertThat(inner.attributes().number("index")).isEqualTo(42);
      assertThat(file.root().has("many/layer_42/none")).isFalse();
      assertThat(file.root().has("types/f4/deeper")).isFalse();
      assertThat(file.root().hasGroup("types/f4")).isFalse();
      assertThatThrownBy(() -> file.root().group("types/f4"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("there must be a group \"types/f4\". Received: [");
    }
  }

  @Test
  void readsBehindAUserBlock() {
    try (Hdf5File file = open("userblock.h5")) {
      assertThat(file.root().dataset("d").toDoubleArray()).containsExactly(0, 1, 2);
      assertThat(file.root().attributes().text("a")).isEqualTo("x");
    }
  }

  @Test
  void readsAFileThatSomethingWasPutInFrontOf() {
    byte[] file = Fixtures.resource("files/internal/hdf5/links.h5");
    byte[] shifted = new byte[1024 + file.length];
    System.arraycopy(file, 0, shifted, 1024, file.length);
    try (Hdf5File moved = Hdf5File.open(ByteSource.of(shifted, "shifted.h5"))) {
      assertThat(moved.root().dataset("a/d").toDoubleArray()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void followsLinksWithinTheFileOnly() {
    try (Hdf5File file = open("links.h5")) {
      Hdf5Group root = file.root();
      assertThat(root.dataset("soft").toDoubleArray()).containsExactly(0, 1, 2);
      assertThat(root.dataset("a/relative").toDoubleArray()).containsExactly(0, 1, 2);
      assertThat(root.has("broken")).isFalse();
      for (String name : List.of("outside", "outside/d", "loop", "a/cycle", "a/cycle/cycle")) {
        assertThatThrownBy(() -> root.has(name))
            .as(name)
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining("links.h5");
      }
    }
  }

  @Test
  void refusesDataInOtherFilesAndUnknownCompression() {
    assertThatThrownBy(
            () -> {
              try (Hdf5File file = open("external.h5")) {
                file.root().dataset("passwd").toFloats();
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("elements in another file");
    assertThatThrownBy(
            () -> {
              try (Hdf5File file = open("lzf.h5")) {
                file.root().dataset("d").toFloats();
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("filter 32000 (lzf)");
    try (Hdf5File file = open("complex.h5")) {
      assertThatThrownBy(() -> file.root().dataset("d").toFloats())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("must hold numbers")
          .hasMessageContaining("\"/d\" in complex.h5");
    }
  }

  @Test
  void refusesOtherFiles(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("a.txt"), "no HDF5 here".repeat(100));
    assertThatThrownBy(() -> Hdf5File.open(text))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("signature")
        .hasMessageContaining("a.txt");
    Files.delete(text);
    assertThatThrownBy(() -> Hdf5File.open(ByteSource.of(new byte[0], "nothing")))
        .isInstanceOf(ModelFormatException.class);
    assertThatThrownBy(() -> Hdf5File.open(folder.resolve("none.h5")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("must exist");
    assertThat(Hdf5File.isHdf5(ByteSource.of(new byte[100], "zeros"))).isFalse();
    assertThat(
            Hdf5File.isHdf5(ByteSource.of(Fixtures.resource("files/internal/hdf5/links.h5"), "l")))
        .isTrue();
  }

  @Test
  void saysThatItIsClosed() {
    Hdf5File file = open("links.h5");
    Hdf5Dataset dataset = file.root().dataset("soft");
    file.close();
    file.close();
    assertThatThrownBy(dataset::toFloats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after close()");
  }

  @Test
  void readsManyChunksIntoOneArray() {
    try (Hdf5File file = open("earliest.h5")) {
      INDArray array = file.root().dataset("chunks/shuffle").toFloats();
      assertThat(array.ordering()).isEqualTo('c');
      assertThat(array.sumNumber().doubleValue()).isEqualTo(384 * 385 / 2.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "v114", "latest", "links"})
  @Timeout(120)
  void refusesOrReadsDamagedFiles(String name) {
    int refused =
        Fixtures.fuzz(
            Fixtures.resource("files/internal/hdf5/" + name + ".h5"),
            3,
            bytes -> {
              try (Hdf5File file = Hdf5File.open(ByteSource.of(bytes, name))) {
                readAll(file.root());
              }
            });
    assertThat(refused).isGreaterThan(50);
  }
}
