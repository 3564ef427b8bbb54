package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.layers.Dense;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** {@code java.io.File} stands wherever a path does. */
class FilesByFileTest {
  @TempDir Path folder;

  private File file(String name) {
    return folder.resolve(name).toFile();
  }

  private static Sequential model() {
    return new Sequential(new Input(3), new Dense(2).name("d"));
  }

  @Test
  void modelsAreSavedAndLoaded() {
    try (Sequential model = model()) {
      model.compile("sgd", "mse");
      var y = model.predict(Nd4j.ones(1, 3));
      model.save(file("m.keras"));

      try (Model again = Model.load(file("m.keras"));
          Model plain = Model.load(file("m.keras"), o -> o.compile(false))) {
        assertThat(again.predict(Nd4j.ones(1, 3))).isEqualTo(y);
        assertThat(again.isCompiled()).isTrue();
        assertThat(plain.isCompiled()).isFalse();
      }
    }
  }

  @Test
  void weightsAreSavedAndLoaded() {
    try (Sequential model = model();
        Sequential other = model();
        Sequential third = model()) {
      model.saveWeights(file("m.weights.h5"));
      other.loadWeights(file("m.weights.h5"));
      third.saveWeights(file("n.h5"));
      other.loadWeights(file("n.h5"), o -> o.byName(true));

      assertThat(other.getWeights()).isEqualTo(third.getWeights());
      other.loadWeights(file("m.weights.h5"));
      assertThat(other.getWeights()).isEqualTo(model.getWeights());
    }
  }
}
