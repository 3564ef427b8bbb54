package io.hornbill.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasConfigTest {
  @TempDir Path home;

  private String read(String json) throws IOException {
    return KerasConfig.imageDataFormat(Files.writeString(home.resolve("keras.json"), json));
  }

  @Test
  void readsTheFormatOfImagesInAnyVersionsWords() throws IOException {
    assertThat(KerasConfig.imageDataFormat(home.resolve("keras.json"))).isEqualTo("channels_last");
    assertThat(read("{\"floatx\": \"float32\"}")).isEqualTo("channels_last");
    assertThat(read("{\"image_data_format\": \"channels_first\"}")).isEqualTo("channels_first");
    assertThat(read("{\"image_dim_ordering\": \"th\"}")).isEqualTo("channels_first");
    assertThat(read("{\"image_dim_ordering\": \"tf\"}")).isEqualTo("channels_last");
    assertThat(read("{\"image_dim_ordering\": \"tf\", \"image_data_format\": \"channels_first\"}"))
        .isEqualTo("channels_first");
  }

  @Test
  void saysWhatIsWrongInTheFile() {
    assertThatThrownBy(() -> read("{\"image_data_format\": \"middle\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keras.json: dataFormat must be \"channels_last\" or");
    assertThatThrownBy(() -> read("{")).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void takesWhatIsSet() {
    try {
      KerasConfig.imageDataFormat("th");
      assertThat(KerasConfig.imageDataFormat()).isEqualTo("channels_first");
      assertThat(KerasConfig.channelsFirst()).isTrue();
    } finally {
      KerasConfig.imageDataFormat("tf");
    }
    assertThat(KerasConfig.channelsFirst()).isFalse();
  }
}
