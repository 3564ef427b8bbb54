package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerOrderTest {
  @TempDir Path folder;

  /** As Keras 3.15 lists the layers of the file; the operations for masks move embedding_11. */
  @Test
  void isThatOfKerasWithOperations() throws IOException {
    Path file = folder.resolve("model.h5");
    Files.write(file, Fixtures.resource("saving/tf_keras/nested_masks.h5"));
    try (Model model = Model.load(file)) {
      Config config = ExplicitMasks.rewrite(KerasConfig.write(model), true, file);
      assertThat(StateTree.layers(LayerOrder.sorted(config).config("config")))
          .containsSubsequence(
              "input_3",
              "input_4",
              "embedding_9",
              "embedding_10",
              "embedding_11",
              "model_23",
              "model_26",
              "model_21",
              "gru_8",
              "model_24",
              "model_25",
              "lstm_15");
    }
  }
}
