package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes logs with everything in them, and beside them the numbers they must hold. {@code
 * src/test/python/check_tensorboard.py} compares the two as TensorBoard itself reads the logs.
 */
class TensorBoardLogsTest {
  private static final Path FOLDER = Path.of("target/tensorboard");
  private static final int WORDS = 12;

  private static final class Recorder extends Callback {
    final List<Map<String, Object>> batches = new ArrayList<>();
    final List<Map<String, Object>> weights = new ArrayList<>();
    final List<Map<String, Object>> activations = new ArrayList<>();
    final List<Object> evaluations = new ArrayList<>();

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
      batches.add(new LinkedHashMap<>(logs));
    }

    @Override
    public void onTestEnd(Logs logs) {
      evaluations.add(Map.of("step", model().iterations(), "logs", new LinkedHashMap<>(logs)));
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
      Map<String, Object> now = new LinkedHashMap<>();
      model().trainedLayers().forEach(l -> l.weights().forEach((k, v) -> now.put(k, array(v))));
      weights.add(now);
      Map<String, Object> outputs = new LinkedHashMap<>();
      model().activations().forEach((name, value) -> outputs.put(name, array(value)));
      activations.add(outputs);
    }

    private static Map<String, Object> array(INDArray value) {
      return Map.of("shape", value.shape(), "data", value.dup('c').data().asDouble());
    }
  }

  @Test
  void logsAreWrittenForTensorBoardToRead() throws IOException {
    clear();
    Hornbill.seed(5);
    Random random = new Random(7);
    INDArray x = Nd4j.zeros(120, 6);
    INDArray y = Nd4j.zeros(120, 1);
    for (int row = 0; row < 120; row++) {
      int sum = 0;
      for (int i = 0; i < 6; i++) {
        int word = random.nextInt(WORDS);
        sum += word < WORDS / 2 ? 1 : -1;
        x.putScalar(row, i, word);
      }
      y.putScalar(row, 0, sum > 0 ? 1 : 0);
    }
    Sequential model =
        new Sequential()
            .add(new Input(6))
            .add(new Embedding(WORDS, 4).name("words"))
            .add(new GlobalAveragePooling1D().name("mean"))
            .add(new Dense(5).activation("tanh").name("hidden"))
            .add(new Dense(1).activation("sigmoid").name("out"))
            .name("sequential");
    model.compile(new Adam().learningRate(0.05), "binary_crossentropy", "accuracy");
    Recorder recorder = new Recorder();
    Path logs = FOLDER.resolve("logs");
    History history =
        model.fit(
            x,
            y,
            f ->
                f.epochs(4)
                    .batchSize(20)
                    .validationSplit(0.25)
                    .verbose(0)
                    .callbacks(
                        new TensorBoard(logs)
                            .histogramFreq(1)
                            .writeImages(true)
                            .writeStepsPerSecond(true)
                            .updateFreq(2)
                            .embeddingsFreq(1)
                            .embeddingsMetadata("words.tsv")
                            .hparams(Map.of("units", 5, "optimizer", "adam", "bias", true))
                            .text("about", "Words below **6** count as good."),
                        recorder));
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      names.append(i < WORDS / 2 ? "good" : "bad").append(i).append('\n');
    }
    Files.writeString(logs.resolve("words.tsv"), names);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("history", history.history());
    expected.put("learning_rate", model.learningRate());
    expected.put("batches", recorder.batches);
    expected.put("evaluations", recorder.evaluations);
    expected.put("weights", recorder.weights);
    expected.put("activations", recorder.activations);
    expected.put(
        "layers", model.layers().stream().map(l -> List.of(l.name(), l.className())).toList());
    Path file = FOLDER.resolve("expected.json");
    new ObjectMapper().writeValue(file.toFile(), expected);
    assertThat(file).isNotEmptyFile();
    assertThat(logs.resolve("train")).isNotEmptyDirectory();
  }

  private static void clear() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
