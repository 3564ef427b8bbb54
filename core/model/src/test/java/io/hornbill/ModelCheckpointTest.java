package io.hornbill;

import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checkpoints of real models. */
class ModelCheckpointTest {
  private static final INDArray X = random(1, 20, 4);
  private static final INDArray Y = signs(X);
  @TempDir Path folder;

  private static Sequential model() {
    Sequential model = new Sequential().add(new Input(4)).add(new Dense(3)).add(new Dense(1));
    model.compile("adam", "mse", "mae");
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "h5"})
  void modelsOfAllEpochsCanBeLoaded(String ending) throws IOException {
    Sequential model = model();
    List<INDArray> predictions = new ArrayList<>();
    Callback predict =
        new LambdaCallback().onEpochEnd((e, logs) -> predictions.add(model.predict(X)));
    String name = "{epoch:02d}-{val_loss:.2f}." + ending;
    model.fit(
        X,
        Y,
        f ->
            f.epochs(3)
                .verbose(0)
                .validationSplit(0.2)
                .callbacks(new ModelCheckpoint(folder.resolve(name)), predict));
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(sorted.get(i).getFileName().toString())
            .matches("0[123]-\\d\\.\\d\\d\\." + ending);
        Model loaded = Model.load(sorted.get(i));
        assertThat(loaded.predict(X)).isEqualTo(predictions.get(i));
        assertThat(loaded.isCompiled()).isTrue();
      }
    }
  }

  @Test
  void weightsCanBeLoaded() {
    Sequential model = model();
    Path file = folder.resolve("best.weights.h5");
    model.fit(X, Y, f -> f.verbose(0).callbacks(new ModelCheckpoint(file).saveWeightsOnly(true)));
    Sequential other = model();
    assertThat(other.predict(X)).isNotEqualTo(model.predict(X));
    other.loadWeights(file);
    assertThat(other.predict(X)).isEqualTo(model.predict(X));
  }
}
