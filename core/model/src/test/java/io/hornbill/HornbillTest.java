package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.internal.ImageDataFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What is set for all models: Keras' {@code floatx}, {@code image_data_format} and session. */
class HornbillTest {
  private final String format = ImageDataFormat.current();

  @AfterEach
  void asAtFirst() {
    Hornbill.floatType(DataType.FLOAT);
    Hornbill.imageDataFormat(format);
  }

  @Test
  void layersThatAreMadeHaveTheTypeThatIsSet() {
    Dense before = new Dense(1);
    Hornbill.floatType(DataType.DOUBLE);
    try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
      assertThat(before.dtypePolicy()).isEqualTo("float32");
      assertThat(model.layers().get(0).dtypePolicy()).isEqualTo("float64");
      assertThat(model.getWeights()).allMatch(w -> w.dataType() == DataType.DOUBLE);
      assertThat(model.predict(Nd4j.ones(1, 3)).dataType()).isEqualTo(DataType.DOUBLE);
    }
    assertThatThrownBy(() -> Hornbill.floatType(DataType.INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dataType must be FLOAT or DOUBLE. Received: INT.");
  }

  @Test
  void imagesThatAreMadeHaveTheFormatThatIsSet() {
    Hornbill.imageDataFormat("channels_first");
    Conv2D first = new Conv2D(2, 3);
    try (Sequential model = new Sequential(new Input(3, 8, 9), first)) {
      assertThat(model.predict(Nd4j.ones(1, 3, 8, 9)).shape()).containsExactly(1, 2, 6, 7);
    }
  }

  @Test
  void namesAreCountedAgainAfterTheSessionIsCleared() {
    Hornbill.clearSession();
    assertThat(List.of(new Dense(1).name(), new Dense(1).name()))
        .containsExactly("dense", "dense_1");
    Hornbill.clearSession();
    assertThat(new Dense(1).name()).isEqualTo("dense");
  }
}
