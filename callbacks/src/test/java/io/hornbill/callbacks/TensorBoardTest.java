package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.hornbill.callbacks.internal.events.WrittenEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TensorBoardTest {
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  @BeforeEach
  void layers() {
    INDArray words = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6.5f}});
    INDArray kernel = Nd4j.createFromArray(new float[][] {{0, 1}});
    training.layers =
        List.of(
            new TrainedLayer(
                "words", "Embedding", List.of(), Map.of("fake/words/embeddings", words)),
            new TrainedLayer("out", "Dense", List.of("words"), Map.of("fake/out/kernel", kernel)));
    training.activations = Map.of("out", Nd4j.createFromArray(1f, 3f));
    training.rate = 0.125;
  }

  private WrittenEvents train() throws IOException {
    return new WrittenEvents(folder.resolve("train"));
  }

  private void run(TensorBoard callback) {
    Logs epoch = logs("loss", 0.5, "val_loss", 0.25);
    training.run(List.of(epoch, epoch, epoch), 2, callback);
  }

  @Test
  void epochsAreWrittenUnderTheNamesOfKeras() throws IOException {
    training.testLogs = logs("loss", 0.25);
    run(new TensorBoard(folder));
    assertThat(train().scalars())
        .containsOnlyKeys(
            "epoch_loss@0",
            "epoch_loss@1",
            "epoch_loss@2",
            "epoch_learning_rate@0",
            "epoch_learning_rate@1",
            "epoch_learning_rate@2")
        .containsEntry("epoch_loss@1", 0.5f)
        .containsEntry("epoch_learning_rate@1", 0.125f);
    assertThat(new WrittenEvents(folder.resolve("validation")).scalars())
        .containsOnlyKeys(
            "epoch_loss@0",
            "epoch_loss@1",
            "epoch_loss@2",
            "evaluation_loss_vs_iterations@2",
            "evaluation_loss_vs_iterations@4",
            "evaluation_loss_vs_iterations@6")
        .containsEntry("epoch_loss@1", 0.25f)
        .containsEntry("evaluation_loss_vs_iterations@4", 0.25f);
    assertThat(new WrittenEvents(folder).events()).isEmpty();
  }

  @Test
  void batchesAreWrittenAsOftenAsIsAskedFor() throws IOException {
    run(new TensorBoard(folder).updateFreq("batch"));
    assertThat(batches()).containsExactly(1, 2, 3, 4, 5, 6);
    Path first = folder;
    folder = first.resolve("4");
    run(new TensorBoard(folder).updateFreq(4));
    assertThat(batches()).containsExactly(4);
    folder = first.resolve("epoch");
    run(new TensorBoard(folder).updateFreq("batch").updateFreq("epoch"));
    assertThat(batches()).isEmpty();
    assertThatThrownBy(() -> new TensorBoard().updateFreq("step"))
        .hasMessage(
            "TensorBoard: updateFreq must be \"epoch\", \"batch\" or a number of batches. Received: \"step\". Choose one.");
    assertThatThrownBy(() -> new TensorBoard().updateFreq(0)).hasMessageContaining("updateFreq");
  }

  /** The second training, too, writes after four batches, not after the two that the first left. */
  @Test
  void batchesAreCountedAnewInEachTraining() throws IOException {
    TensorBoard callback = new TensorBoard(folder).updateFreq(4);
    run(callback);
    run(callback);
    assertThat(batches()).containsExactly(4);
  }

  private List<Integer> batches() throws IOException {
    return train().scalars().keySet().stream()
        .filter(key -> key.startsWith("batch_loss@"))
        .map(key -> Integer.valueOf(key.substring(11)))
        .sorted()
        .toList();
  }

  @Test
  void whatWasWrittenCanBeReadAtTheEndOfEachEpoch() {
    List<Long> sizes = new ArrayList<>();
    LambdaCallback watch =
        new LambdaCallback()
            .onEpochBegin((epoch, logs) -> sizes.add(size()))
            .onEpochEnd((epoch, logs) -> sizes.add(size()));
    training.run(List.of(logs("loss", 1), logs("loss", 2)), 1, new TensorBoard(folder), watch);
    assertThat(sizes.get(0)).isPositive();
    assertThat(sizes.get(1)).isGreaterThan(sizes.get(0));
    assertThat(sizes.get(3)).isGreaterThan(sizes.get(1));
  }

  private long size() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void speedIsWrittenIfAskedFor() throws IOException {
    run(new TensorBoard(folder).writeStepsPerSecond(true).updateFreq(2));
    assertThat(train().scalars())
        .containsKeys("epoch_steps_per_second@2", "batch_steps_per_second@2")
        .doesNotContainKey("batch_steps_per_second@1");
    for (String speed : List.of("epoch_steps_per_second@1", "batch_steps_per_second@2")) {
      assertThat(train().scalars().get(speed).doubleValue()).isGreaterThan(0.5);
    }
  }

  @Test
  void anEpochWithoutUpdatesHasNoSpeed() throws IOException {
    TensorBoard callback = new TensorBoard(folder).writeStepsPerSecond(true);
    callback.attach(training, new TrainingParameters(1, 1, 0));
    training.iterations = 1000;
    callback.onTrainBegin(logs());
    callback.onEpochBegin(0, logs());
    callback.onEpochEnd(0, logs());
    callback.onTrainEnd(logs());
    assertThat(train().scalars()).containsEntry("epoch_steps_per_second@0", 0f);
  }

  @Test
  void histogramsComeEverySoManyEpochs() throws IOException {
    run(new TensorBoard(folder).histogramFreq(2));
    assertThat(train().of("histograms"))
        .containsExactly(
            "fake/words/embeddings/histogram@0",
            "fake/out/kernel/histogram@0",
            "out_out@0",
            "fake/words/embeddings/histogram@2",
            "fake/out/kernel/histogram@2",
            "out_out@2");
    var rows = WrittenEvents.content(WrittenEvents.message(train().value("out_out@0"), "tensor"));
    assertThat(new double[] {rows.getDouble(), rows.getDouble(), rows.getDouble()})
        .containsExactly(1, 1 + 2 / 30.0, 1);
    assertThat(train().of("images")).isEmpty();
    assertThatThrownBy(() -> new TensorBoard().histogramFreq(-1))
        .hasMessageContaining("histogramFreq");
  }

  @Test
  void picturesComeWithTheHistograms() throws IOException {
    run(new TensorBoard(folder).histogramFreq(2).writeImages(true));
    assertThat(train().of("images"))
        .contains("fake/out/kernel/image@0", "fake/out/kernel/image@2")
        .doesNotContain("fake/out/kernel/image@1");
    assertThat(train().strings("fake/out/kernel/image@0").get(0).toStringUtf8()).isEqualTo("1");
  }

  @Test
  void theGraphIsWrittenUnlessDeclined() throws IOException {
    run(new TensorBoard(folder));
    assertThat(train().graph()).containsExactly("words:Embedding[]", "out:Dense[words]");
    assertThat(train().texts("keras@0"))
        .containsExactly("{\"class_name\":\"Sequential\",\"config\":{\"name\":\"fake\"}}");
    assertThat(WrittenEvents.pluginContent(train().value("keras@0"))).containsExactly('1');
    folder = folder.resolve("without");
    run(new TensorBoard(folder).writeGraph(false));
    assertThat(train().graph()).isEmpty();
    assertThat(train().of("graph_keras_model")).isEmpty();
  }

  @Test
  void embeddingsAreWrittenWithWhatTheyStandFor() throws IOException {
    run(
        new TensorBoard(folder)
            .embeddingsFreq(1)
            .embeddingsMetadata(Map.of("words", "vocabulary.tsv")));
    assertThat(Files.readString(folder.resolve("embedding_words.tsv")))
        .isEqualTo("1.0\t2.0\n3.0\t4.0\n5.0\t6.5\n");
    assertThat(Files.readString(folder.resolve("projector_config.pbtxt")).lines())
        .containsExactly(
            "embeddings {",
            "  tensor_name: \"words\"",
            "  metadata_path: \"vocabulary.tsv\"",
            "  tensor_shape: 3",
            "  tensor_shape: 2",
            "  tensor_path: \"embedding_words.tsv\"",
            "}");
    run(new TensorBoard(folder).embeddingsFreq(1).embeddingsMetadata("all.tsv"));
    assertThat(Files.readString(folder.resolve("projector_config.pbtxt")))
        .contains("metadata_path: \"all.tsv\"");
    Path none = folder.resolve("none");
    run(new TensorBoard(none));
    assertThat(none.resolve("projector_config.pbtxt")).doesNotExist();
  }

  @Test
  void embeddingsComeEverySoManyEpochs() {
    Path file = folder.resolve("embedding_words.tsv");
    LambdaCallback delete =
        new LambdaCallback()
            .onEpochEnd(
                (epoch, logs) -> {
                  if (epoch == 2) {
                    file.toFile().delete();
                  }
                });
    Logs epoch = logs("loss", 1);
    List<Logs> four = List.of(epoch, epoch, epoch, epoch);
    training.run(four, 1, new TensorBoard(folder).embeddingsFreq(2), delete);
    assertThat(file).doesNotExist();
    training.run(four, 1, new TensorBoard(folder).embeddingsFreq(3), delete);
    assertThat(file).exists();
  }

  @Test
  void metadataMustNameEmbeddingLayers() {
    assertThatThrownBy(
            () ->
                run(
                    new TensorBoard(folder)
                        .embeddingsFreq(1)
                        .embeddingsMetadata(Map.of("out", "x.tsv"))))
        .hasMessage(
            "TensorBoard: embeddingsMetadata must name embedding layers. Received: \"out\". Choose among [words].");
  }

  @Test
  void textsAndHyperparametersAreWritten() throws IOException {
    run(
        new TensorBoard(folder)
            .text("note", "# Märchen")
            .hparams(Map.of("units", 3, "bias", true, "optimizer", "adam")));
    assertThat(train().texts("note@0")).containsExactly("# Märchen");
    WrittenEvents whole = new WrittenEvents(folder);
    assertThat(whole.of("hparams"))
        .containsExactly("_hparams_/session_start_info@0", "_hparams_/session_end_info@0");
    Message start =
        WrittenEvents.message(
            WrittenEvents.parse(
                "HParams",
                WrittenEvents.pluginContent(whole.value("_hparams_/session_start_info@0"))),
            "session_start_info");
    assertThat(WrittenEvents.list(start, "hparams").toString().replaceAll("\\s+", " "))
        .contains("key: \"units\" value { number_value: 3.0 }")
        .contains("key: \"bias\" value { bool_value: true }")
        .contains("key: \"optimizer\" value { string_value: \"adam\" }");
  }

  @Test
  void eachTrainingHasFilesOfItsOwn() throws IOException {
    TensorBoard callback = new TensorBoard(folder);
    run(callback);
    run(callback);
    try (Stream<Path> files = Files.list(folder.resolve("train"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void evaluationsByThemselvesAreWritten() throws IOException {
    TensorBoard callback = new TensorBoard(folder);
    callback.attach(training, new TrainingParameters(1, 1, 0));
    training.iterations = 9;
    callback.onTestBegin(logs());
    callback.onTestEnd(logs("loss", 2));
    training.iterations = 10;
    callback.onTestBegin(logs());
    callback.onTestEnd(logs("loss", 1));
    assertThat(new WrittenEvents(folder.resolve("validation")).scalars())
        .containsOnly(
            Map.entry("evaluation_loss_vs_iterations@9", 2f),
            Map.entry("evaluation_loss_vs_iterations@10", 1f));
  }
}
