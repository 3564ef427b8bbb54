package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.Config;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras' layers give whole numbers where their policy says so. */
class WholeTypesTest {
  @ParameterizedTest
  @CsvSource({
    "TextVectorization, int, int32, int32",
    "TextVectorization, multi_hot, int64, int64",
    "TextVectorization, int, float32, float32",
    "Hashing, int, int32, int32",
    "Hashing, int, int64, int64",
    "Hashing, one_hot, int32, int32",
    "Hashing, one_hot, float32, float32",
    "HashedCrossing, int, int32, int32",
    "HashedCrossing, int, float32, float32",
    "HashedCrossing, int, float16, float16",
    "HashedCrossing, int, , int64",
    "CategoryEncoding, one_hot, int64, int64",
    "Discretization, one_hot, int32, int32",
    "Discretization, int, float32, float32"
  })
  void areKeptForFiles(String className, String mode, @Nullable String given, String kept) {
    Config config =
        new Config()
            .with("name", "layer")
            .with("output_mode", mode)
            .withAll(given == null ? new Config() : new Config().with("dtype", given))
            .with("num_bins", className.startsWith("Hash") ? 4 : null)
            .with("num_tokens", className.equals("CategoryEncoding") ? 4 : null);
    Layer layer = Layers.read(new Config().with("class_name", className).with("config", config));

    Config written = layer.config();
    assertThat(written.get("dtype")).isEqualTo(kept);
    assertThat(layer.dtypePolicy("float32")).isSameAs(layer);
  }
}
