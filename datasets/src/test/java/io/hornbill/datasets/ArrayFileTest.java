package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Sequential;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.hdf5.Hdf5Builder;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ArrayFileTest {
  private static final int ROWS = 10;

  @TempDir Path folder;

  /** Row i holds 3 i, 3 i + 1, 3 i + 2. */
  private static final INDArray X = Nd4j.arange(3 * ROWS).castTo(DataType.FLOAT).reshape(ROWS, 3);

  private static final INDArray Y = Nd4j.arange(ROWS).castTo(DataType.DOUBLE);

  @BeforeEach
  void writeFiles() {
    Npz.write(folder.resolve("a.npz"), Map.of("x", X, "label", Y, "w", Y.add(1)));
    Hdf5Builder file = new Hdf5Builder();
    file.root().dataset("x", X).dataset("label", Y).dataset("w", Y.add(1));
    file.write(folder.resolve("a.h5"));
  }

  private ArrayFile file(String name, Consumer<ArrayFileOptions> options) {
    return ArrayFile.of(folder.resolve(name), options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npz", "a.h5"})
  void readsBatchAfterBatch(String name) {
    ArrayFile source = file(name, o -> o.x("x", "w").y("label").weights("w").batchSize(4));
    assertThat(source.batches()).isEqualTo(3);
    List<Batch> batches = Passes.read(source);
    assertThat(batches).hasSize(3);
    assertThat(batches.get(0).x().get(0).shape()).containsExactly(4, 3);
    assertThat(Passes.numbers(batches.get(1).x().get(0)))
        .containsExactly(12f, 13f, 14f, 15f, 16f, 17f, 18f, 19f, 20f, 21f, 22f, 23f);
    assertThat(Passes.numbers(batches.get(2).x().get(1))).containsExactly(9f, 10f);
    assertThat(Passes.numbers(batches.get(2).y().get(0))).containsExactly(8f, 9f);
    assertThat(Passes.numbers(batches.get(2).weights().get(0))).containsExactly(9f, 10f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npz", "a.h5"})
  void isMappedIntoMemoryUnlessToldOtherwise(String name) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    String path = folder.resolve(name).toRealPath().toString();
    for (boolean mapped : new boolean[] {false, true}) {
      Consumer<ArrayFileOptions> options =
          mapped ? o -> o.y("label") : o -> o.y("label").memoryMapped(false);
      ArrayFile source = file(name, options);
      assertThat(Passes.targets(source)).isEqualTo(Passes.numbers(Y));
      try (BatchReader reader = source.open()) {
        assertThat(reader).isNotNull();
        if (Files.exists(maps)) {
          assertThat(Files.readString(maps).contains(path)).isEqualTo(mapped);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatShrinksDuringAPassIsNamed(boolean mapped) throws IOException {
    INDArray large = Nd4j.ones(DataType.FLOAT, 100_000, 1);
    Npz.write(folder.resolve("large.npz"), Map.of("x", large));
    ArrayFile source = file("large.npz", o -> o.batchSize(100_000).memoryMapped(mapped));

    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
        FileChannel writer =
            FileChannel.open(folder.resolve("large.npz"), StandardOpenOption.WRITE)) {
      writer.truncate(5_000);

      assertThatThrownBy(() -> reader.read(buffer))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("must not shrink")
          .hasMessageContaining("large.npz");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npz", "a.h5"})
  void shufflesRowsAnewInEachPass(String name) {
    ArrayFile source = file(name, o -> o.y("label").batchSize(4).shuffle(true).seed(1));
    List<Float> first = Passes.targets(source);
    List<Float> second = Passes.targets(source);
    List<Float> all = Passes.numbers(Y);
    assertThat(first).isNotEqualTo(all).containsExactlyInAnyOrderElementsOf(all);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(all);
    assertThat(Passes.targets(file(name, o -> o.y("label").batchSize(4).shuffle(true).seed(1))))
        .isEqualTo(first);
    assertThat(Passes.targets(file(name, o -> o.y("label").batchSize(4).shuffle(true).seed(2))))
        .isNotEqualTo(first);
    Batch batch = Passes.read(source).get(0);
    for (int i = 0; i < 4; i++) {
      assertThat(batch.x().get(0).getDouble(i, 0)).isEqualTo(3 * batch.y().get(0).getDouble(i));
    }
  }

  @Test
  void shufflesBatchesWithTheirRowsTogether() {
    ArrayFile source = file("a.npz", o -> o.y("label").batchSize(2).shuffle("batch").seed(3));
    List<Float> order = Passes.targets(source);
    assertThat(order).isNotEqualTo(Passes.numbers(Y));
    IntStream.range(0, 5)
        .forEach(i -> assertThat(order.get(2 * i + 1)).isEqualTo(order.get(2 * i) + 1));
  }

  @Test
  void readsARangeOfRows() {
    assertThat(Passes.targets(file("a.h5", o -> o.y("label").rows(7, 10))))
        .containsExactly(7f, 8f, 9f);
  }

  @Test
  void trainsAModel() {
    try (Sequential model = new Sequential(new Dense(1))) {
      model.compile("sgd", "mse");
      ArrayFile source = file("a.npz", o -> o.y("label").shuffle(true));
      assertThat(model.fit(source, f -> f.epochs(2).validation(source).verbose(0)).history())
          .containsOnlyKeys("loss", "val_loss");
    }
  }

  /** Run in a JVM of its own: the sum of all first columns of a file. */
  public static final class Sum {
    private Sum() {}

    public static void main(String[] arguments) throws IOException {
      double sum = 0;
      ArrayFile source = ArrayFile.of(Path.of(arguments[0]), o -> o.batchSize(100));
      try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
          BatchReader reader = source.open()) {
        while (reader.read(buffer)) {
          sum += buffer.batch().x().get(0).getColumn(0).sumNumber().doubleValue();
          buffer.clear();
        }
      }
      System.out.println(sum);
    }
  }

  @Test
  void readsArraysLargerThanTheHeap() throws Exception {
    Path file = folder.resolve("large.npz");
    try (INDArray large = Nd4j.ones(DataType.FLOAT, 25_000, 1000)) { // 100 MB
      Npz.write(file, Map.of("x", large));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                Sum.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo("25000.0");
    Files.delete(file);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> file("a.csv", o -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "ArrayFile: the file must be .npz, .h5 or .hdf5. Received: \".*a.csv\". Rename it, or save it in one of these forms.");
    assertThatThrownBy(() -> file("a.npz", o -> o.x("images")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: \"images.npy\"");
    assertThatThrownBy(() -> file("a.npz", o -> o.rows(5, 11)))
        .hasMessage(
            "ArrayFile: rows must be in the file, and fewer than 2^31. Received: rows 5 to 11 of 10. Choose another range.");
    assertThatThrownBy(() -> file("a.npz", o -> o.rows(5, 5)))
        .hasMessage(
            "ArrayFile: rows must be a range that is not empty. Received: 5 to 5. Begin with 0; the end is not included.");
    assertThatThrownBy(() -> file("a.npz", o -> o.shuffle("rows")))
        .hasMessage(
            "ArrayFile: shuffle must be true, false or \"batch\". Received: \"rows\". Choose one.");
    assertThatThrownBy(() -> file("a.npz", o -> o.batchSize(0)))
        .hasMessageStartingWith("ArrayFile: batchSize must be at least 1. Received: 0.");
    Npz.write(folder.resolve("b.npz"), Map.of("x", X, "y", Nd4j.ones(4)));
    assertThatThrownBy(() -> file("b.npz", o -> o.y("y")))
        .hasMessage(
            "ArrayFile: all arrays must have as many rows. Received: 10 and 4. Cut them to the same length.");
  }
}
