package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Model;
import io.hornbill.applications.MusicTaggerCRNN.Tag;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The published weights tag two songs as was recorded, from files with kernels of TensorFlow and of
 * Theano. Runs where {@code KERAS_HOME} has them.
 */
@org.junit.jupiter.api.Tag("real-data")
class RealMusicTest {
  private final String home = System.getenv("KERAS_HOME");

  private Path need(Path file) {
    assumeTrue(Files.exists(file), () -> "there is no " + file);
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "music_tagger_crnn_weights_tf_kernels_tf_dim_ordering.h5, cute, jazz",
    "music_tagger_crnn_weights_th_kernels_th_dim_ordering.h5, cute, jazz",
    "music_tagger_crnn_weights_tf_kernels_tf_dim_ordering.h5, dubstep, Hip-Hop",
    "music_tagger_crnn_weights_th_kernels_th_dim_ordering.h5, dubstep, Hip-Hop"
  })
  void tagsSongsAsRecorded(String weights, String song, String first) throws Exception {
    assumeTrue(home != null, "KERAS_HOME is not set");
    Path file = need(Path.of(home, "models", weights));
    Path songs = need(Path.of(home).resolveSibling("keras-files").resolve("music-tagger"));
    Config recorded = Json.read(Files.readString(songs.resolve("expected.json")), "expected.json");
    assertThat(recorded.list("tags")).isEqualTo(MusicTaggerCRNN.TAGS);
    List<?> expected = recorded.config("predictions").list(song);
    // Recorded with channels first: [1, 1, 96, 1366].
    INDArray x = Npy.read(songs.resolve("bensound-" + song + ".npy")).toFloats();
    try (Model tagger = MusicTaggerCRNN.create(o -> o.weights(file))) {
      INDArray y = tagger.predict(x.permute(0, 2, 3, 1).dup('c'));
      for (int i = 0; i < 50; i++) {
        assertThat(y.getDouble(0, i))
            .isCloseTo(((Number) expected.get(i)).doubleValue(), within(1e-3));
      }
      List<Tag> tags = MusicTaggerCRNN.decodePredictions(y).get(0);
      assertThat(tags).hasSize(5).element(0).extracting(Tag::name).isEqualTo(first);
    }
  }
}
