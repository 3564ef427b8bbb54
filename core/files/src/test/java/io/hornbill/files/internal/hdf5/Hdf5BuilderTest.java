package io.hornbill.files.internal.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.NumericType.Kind;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Hdf5BuilderTest {

  private static final String LONG_TEXT = "{\"é\":" + " ".repeat(300_000) + "}";

  /** Everything that Keras' files need; check_hdf5_builder.py looks at the same with h5py. */
  static Hdf5Builder everything() {
    Hdf5Builder file = new Hdf5Builder();
    Hdf5GroupBuilder root = file.root();
    root.attribute("keras_version", "3.13.0")
        .attribute("model_config", LONG_TEXT)
        .attribute("nothing", "")
        .attribute("layer_names", List.of("dense_1", "größe", "d"))
        .attribute("weight_names", List.of())
        .attribute("count", -7)
        .attribute("rates", .5, -1.5);
    INDArray ramp = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 2, 3, 4);
    root.group("model_weights/dense")
        .dataset("dense/kernel:0", ramp)
        .dataset("dense/turned", ramp.permute(2, 1, 0))
        .dataset("double", ramp.castTo(DataType.DOUBLE).muli(.1))
        .dataset("half", ramp.castTo(DataType.FLOAT16))
        .dataset("int", ramp.castTo(DataType.INT32))
        .dataset("long", ramp.castTo(DataType.INT64))
        .dataset("scalar", Nd4j.scalar(2.5f))
        .dataset("empty", Nd4j.create(DataType.FLOAT, 0, 3))
        .dataset("iterations", NumericType.INT64, new long[0], 1L << 40)
        .dataset("seed", NumericType.little(Kind.UNSIGNED, 4), new long[] {2}, 7, 4_000_000_000L)
        .dataset("texts", List.of("one", "", "zwölf"))
        .attribute("name", "dense");
    root.group("nothing");
    for (int i = 0; i < 700; i++) {
      root.group("many/layer_" + i).attribute("index", i);
    }
    return file;
  }

  private static byte[] bytes(Hdf5Builder file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      file.write(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void readsBackWhatItWrites() {
    try (Hdf5File file = Hdf5File.open(ByteSource.of(bytes(everything()), "written"))) {
      Hdf5Attributes attributes = file.root().attributes();
      assertThat(attributes.text("keras_version")).isEqualTo("3.13.0");
      assertThat(attributes.text("model_config")).isEqualTo(LONG_TEXT);
      assertThat(attributes.text("nothing")).isEmpty();
      assertThat(attributes.texts("layer_names")).containsExactly("dense_1", "größe", "d");
      assertThat(attributes.texts("weight_names")).isEmpty();
      assertThat(attributes.number("count")).isEqualTo(-7);
      assertThat(attributes.numbers("rates")).containsExactly(.5, -1.5);
      Hdf5Group dense = file.root().group("model_weights/dense");
      assertThat(dense.attributes().text("name")).isEqualTo("dense");
      assertThat(dense.dataset("dense/kernel:0").shape()).containsExactly(2, 3, 4);
      assertThat(dense.dataset("dense/kernel:0").toFloats().getFloat(1, 2, 3)).isEqualTo(23);
      assertThat(dense.dataset("dense/turned").toDoubleArray()).startsWith(0, 12, 4, 16);
      assertThat(dense.dataset("double").toDoubleArray()[23]).isEqualTo(23 * .1);
      assertThat(dense.dataset("half").type()).isEqualTo(NumericType.FLOAT16);
      assertThat(dense.dataset("half").toDoubleArray()[23]).isEqualTo(23);
      assertThat(dense.dataset("int").toLongArray()[23]).isEqualTo(23);
      assertThat(dense.dataset("long").toLongArray()[23]).isEqualTo(23);
      assertThat(dense.dataset("scalar").shape()).isEmpty();
      assertThat(dense.dataset("scalar").toDoubleArray()).containsExactly(2.5);
      assertThat(dense.dataset("empty").shape()).containsExactly(0, 3);
      assertThat(dense.dataset("iterations").toLongArray()).containsExactly(1L << 40);
      assertThat(dense.dataset("seed").toLongArray()).containsExactly(7, 4_000_000_000L);
      assertThat(dense.dataset("texts").toStrings()).containsExactly("one", "", "zwölf");
      assertThat(file.root().group("nothing").names()).isEmpty();
      assertThat(file.root().group("many").names()).hasSize(700);
      assertThat(file.root().group("many/layer_642").attributes().number("index")).isEqualTo(642);
    }
  }

  @Test
  void writesWhatAnotherReaderReads() {
    try (HdfFile file = HdfFile.fromBytes(bytes(everything()))) {
      assertThat(file.getAttribute("keras_version").getData()).isEqualTo("3.13.0");
      assertThat(file.getAttribute("model_config").getData()).isEqualTo(LONG_TEXT);
      assertThat(file.getAttribute("weight_names").getData()).isNull();
      assertThat((double[]) file.getAttribute("rates").getData()).containsExactly(.5, -1.5);
      Group dense = (Group) file.getByPath("model_weights/dense");
      float[][][] kernel =
          (float[][][]) file.getDatasetByPath(dense.getPath() + "dense/kernel:0").getData();
      assertThat(kernel[1][2][3]).isEqualTo(23);
      assertThat(dense.getDatasetByPath("iterations").getData()).isEqualTo(1L << 40);
      assertThat((String[]) dense.getDatasetByPath("texts").getData())
          .containsExactly("one", "", "zwölf");
      assertThat(((Group) file.getChild("many")).getChildren()).hasSize(700);
    }
  }

  @Test
  void writesTheSameBytesEveryTime() {
    assertThat(bytes(everything())).isEqualTo(bytes(everything()));
  }

  @Test
  void replacesAFileInOneStep(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("weights.h5");
    Files.writeString(path, "old");
    everything().write(path);
    assertThat(Files.readAllBytes(path)).isEqualTo(bytes(everything()));
    assertThat(Files.list(folder)).containsExactly(path);
  }

  @Test
  void holdsManyTextsAndManyAttributes() {
    Hdf5Builder builder = new Hdf5Builder();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      texts.add("word number " + i);
      if (i < 300) {
        builder.root().attribute("attribute " + i, "value " + i);
      }
    }
    builder.root().dataset("words", texts);
    try (Hdf5File file = Hdf5File.open(ByteSource.of(bytes(builder), "written"))) {
      assertThat(file.root().dataset("words").toStrings()).isEqualTo(texts);
      assertThat(file.root().attributes().names()).hasSize(300);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    Hdf5GroupBuilder root = new Hdf5Builder().root();
    root.dataset("a/b", List.of("x"));
    List<String> names = List.of("n".repeat(30_000), "a", "b");
    for (Runnable wrong :
        List.<Runnable>of(
            () -> root.dataset("a/b", List.of("y")),
            () -> root.dataset("a", List.of("y")),
            () -> root.group("a/b/c"),
            () -> root.dataset("", List.of("y")),
            () -> root.attribute("layer_names", names),
            () -> root.dataset("c", NumericType.INT64, new long[] {2}, 1))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Hdf5Builder: ")
          .hasMessageContaining("Received: ");
    }
  }

  @Test
  void leavesNothingBehindWhenWritingFails() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> everything().write(full)).isInstanceOf(IOException.class);
  }

  /** Writes the file that check_hdf5_builder.py looks at. */
  public static void main(String[] arguments) {
    everything().write(Path.of(arguments[0]));
  }
}
