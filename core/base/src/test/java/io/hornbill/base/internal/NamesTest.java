package io.hornbill.base.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  /** By to_snake_case of keras/src/utils/naming.py, Keras 3. */
  @ParameterizedTest
  @CsvSource({
    "Dense, dense",
    "MeanSquaredError, mean_squared_error",
    "Conv2D, conv2d",
    "Conv2DTranspose, conv2d_transpose",
    "LSTM, lstm",
    "BinaryIoU, binary_io_u",
    "PReLU, p_re_lu",
    "My-Layer, my_layer",
    "already_snake, already_snake"
  })
  void snakeCaseIsThatOfKeras(String className, String name) {
    assertThat(Names.snakeCase(className)).isEqualTo(name);
  }
}
