package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.layers.Layer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** HDF5 files have vocabularies among the settings, from which Keras makes them, too. */
class VocabulariesInHdf5Test {
  @TempDir private Path folder;

  @Test
  void whatWasLearnedComesBack() {
    StringLookup lookup = new StringLookup();
    lookup.adapt(List.of("b", "a", "b"));
    assertThat(again(lookup, List.of("a", "z", "b"))).containsExactly(2, 0, 1);
    TextVectorization counted = new TextVectorization().outputMode("count");
    counted.adapt(List.of("b a", "b"));
    assertThat(again(counted, List.of("b b z a"))).containsExactly(1, 2, 1);
  }

  @Test
  void weightsOfWordsAreSettings() {
    TextVectorization weighed = new TextVectorization().outputMode("tf_idf");
    weighed.adapt(List.of("b a", "b"));
    float rare = (float) Math.log(1 + 2 / 2.0);
    float often = (float) Math.log(1 + 2 / 3.0);
    assertThat(again(weighed, List.of("a b b"))).containsExactly(0, 2 * often, rare);
  }

  private float[] again(Layer layer, List<String> words) {
    Path file = folder.resolve("model.h5");
    try (Model model = new Sequential(new Input(1).strings(), layer)) {
      INDArray before = model.predict(words);
      model.save(file);
      try (Model read = Model.load(file)) {
        assertThat(read.predict(words)).isEqualTo(before);
      }
      return before.dup('c').data().asFloat();
    }
  }
}
