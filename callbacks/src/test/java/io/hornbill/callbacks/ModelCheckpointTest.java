package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {
  private static final List<Double> LOSSES = List.of(0.5, 0.75, 0.25);
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  private ModelCheckpoint checkpoint(String name) {
    return new ModelCheckpoint(folder.resolve(name).toString());
  }

  private List<String> saved(ModelCheckpoint callback) {
    training.run("val_loss", LOSSES, callback);
    return names();
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyEpochIsSavedUnderItsNumbers() throws IOException {
    assertThat(saved(checkpoint("{epoch:02d}-{val_loss:.1f}.keras")))
        .containsExactly("01-0.5.keras", "02-0.8.keras", "03-0.2.keras");
    assertThat(Files.readString(folder.resolve("02-0.8.keras"))).isEqualTo("model 2.0");
  }

  @Test
  void onlyTheBestAreSavedIfAskedFor() {
    assertThat(saved(checkpoint("{epoch}.keras").saveBestOnly(true)))
        .containsExactly("1.keras", "3.keras");
  }

  @Test
  void modeSaysWhatIsBetter() {
    assertThat(saved(checkpoint("{epoch}.keras").saveBestOnly(true).mode("max")))
        .containsExactly("1.keras", "2.keras");
    assertThatThrownBy(() -> checkpoint("x.keras").mode("best"))
        .hasMessageContaining("mode must be");
  }

  @Test
  void monitorSaysWhichNumberCounts() {
    List<Logs> epochs = List.of(logs("val_loss", 1, "acc", 1), logs("val_loss", 2, "acc", 2));
    training.run(
        epochs, 1, checkpoint("{epoch}.keras").mode("max").monitor("acc").saveBestOnly(true));
    assertThat(names()).containsExactly("1.keras", "2.keras");
  }

  @Test
  void theBestMustPassTheThreshold() {
    ModelCheckpoint callback =
        checkpoint("{epoch}.keras").saveBestOnly(true).initialValueThreshold(0.3);
    assertThat(saved(callback)).containsExactly("3.keras");
    assertThat(callback.best()).isEqualTo(0.25);
  }

  @Test
  void theBestIsThatOfAllTrainings() {
    ModelCheckpoint callback = checkpoint("{epoch}.h5").saveBestOnly(true);
    saved(callback);
    training.run("val_loss", List.of(9.0, 9.0, 9.0, 0.1), callback);
    assertThat(names()).containsExactly("1.h5", "3.h5", "4.h5");
  }

  @Test
  void weightsAreSavedAloneIfAskedFor() throws IOException {
    assertThat(saved(checkpoint("{epoch}.weights.h5").saveWeightsOnly(true)))
        .containsExactly("1.weights.h5", "2.weights.h5", "3.weights.h5");
    assertThat(Files.readString(folder.resolve("1.weights.h5"))).isEqualTo("weights 1.0");
  }

  @Test
  void batchesAreCountedOverTheEpochs() {
    Logs epoch = logs("loss", 1);
    training.run(List.of(epoch, epoch), 3, checkpoint("{epoch}-{batch}.keras").saveFreq(2));
    assertThat(names()).containsExactly("1-2.keras", "2-1.keras", "2-3.keras");
    ModelCheckpoint again = checkpoint("again-{epoch}.keras").saveFreq(2).saveFreq("epoch");
    training.run(List.of(epoch, epoch), 3, again);
    assertThat(names()).contains("again-1.keras", "again-2.keras");
    assertThatThrownBy(() -> checkpoint("x.keras").saveFreq("batch"))
        .hasMessage(
            "ModelCheckpoint: saveFreq must be \"epoch\" or a number of batches. Received: \"batch\". Choose one.");
    assertThatThrownBy(() -> checkpoint("x.keras").saveFreq(0)).hasMessageContaining("saveFreq");
  }

  @Test
  void savingIsAnnouncedIfAskedFor() {
    String said =
        FakeTraining.printed(() -> saved(checkpoint("m.keras").saveBestOnly(true).verbose(1)));
    Path file = folder.resolve("m.keras");
    assertThat(said.lines())
        .containsExactly(
            "Epoch 1: val_loss improved from None to 0.50000, saving model to " + file,
            "Epoch 1: finished saving model to " + file,
            "Epoch 2: val_loss did not improve from 0.50000",
            "Epoch 3: val_loss improved from 0.50000 to 0.25000, saving model to " + file,
            "Epoch 3: finished saving model to " + file);
    assertThat(FakeTraining.printed(() -> saved(checkpoint("m.keras")))).isEmpty();
    assertThat(FakeTraining.printed(() -> saved(checkpoint("m.keras").verbose(1))).lines())
        .contains("Epoch 1: saving model to " + file);
  }

  @Test
  void withoutTheNumberEveryModelIsSavedAfterOneWarning() {
    List<String> warnings =
        RecordedLog.warnings(
            () -> saved(checkpoint("{epoch}.keras").monitor("acc").saveBestOnly(true)));
    assertThat(names()).hasSize(3);
    assertThat(warnings).singleElement().asString().contains("[val_loss]").contains("\"acc\"");
  }

  @Test
  void foldersAreMade() {
    training.run("val_loss", LOSSES, checkpoint("a/b/m.keras"));
    assertThat(folder.resolve("a/b/m.keras")).exists();
  }

  @Test
  void namesMustTellTheFormat() {
    assertThatThrownBy(() -> saved(checkpoint("m.pt")))
        .hasMessage(
            "ModelCheckpoint: the name of a file for models must end in .keras or .h5. Received: \""
                + folder.resolve("m.pt")
                + "\". Rename it, or set saveWeightsOnly(true).");
    assertThatThrownBy(() -> saved(checkpoint("m.weights.h5"))).hasMessageContaining("for models");
    assertThatThrownBy(() -> saved(checkpoint("m.keras").saveWeightsOnly(true)))
        .hasMessageContaining("for weights must end in .weights.h5 or .safetensors");
    assertThat(training.epochs).isZero();
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("m.keras"));
    assertThatThrownBy(() -> saved(checkpoint("m.keras")))
        .hasMessageContaining("filepath must be a file. Received: the folder");
  }
}
