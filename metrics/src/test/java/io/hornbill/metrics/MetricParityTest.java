package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MetricParityTest {
  private static final Parity PARITY = new Parity("metrics");

  static Stream<Golden.Case> doubles() {
    return Golden.read("metrics").cases();
  }

  /** Without those that depend on 1 - 1e-7, which is no number in single precision. */
  static Stream<Golden.Case> floats() {
    return doubles().filter(golden -> !golden.label().equals("BinaryCrossentropy/certain"));
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void agreesWithKerasInDoublePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.DOUBLE)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("floats")
  void agreesWithKerasInSinglePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.FLOAT)).isLessThan(2e-5);
  }

  /** Numbers that are 0 up to rounding cannot agree relatively. */
  private static double least(DataType dataType) {
    return dataType == DataType.DOUBLE ? 1e-6 : 1e-2;
  }

  /** The results after each batch. */
  private static double error(Golden.Case golden, DataType dataType) {
    Epoch epoch = new Epoch(Metrics.get(golden.className(), golden.config()));
    double error = 0;
    JsonNode results = golden.node().get("results");
    for (int i = 0; i < results.size(); i++) {
      JsonNode batch = golden.node().get("batches").get(i);
      INDArray yPred = array(batch, batch.has("values") ? "values" : "y_pred", dataType);
      INDArray yTrue = batch.has("values") ? yPred : array(batch, "y_true", dataType);
      epoch.add(yTrue, yPred, optional(batch, "sample_weight", dataType));
      INDArray expected = Golden.array(results.get(i), dataType);
      error = Math.max(error, Golden.error(epoch.result(), expected, least(dataType)));
    }
    PARITY.record(golden.className(), dataType, error);
    return error;
  }

  private static INDArray array(JsonNode batch, String field, DataType dataType) {
    return Golden.array(batch.get(field), dataType);
  }

  private static @Nullable INDArray optional(JsonNode batch, String field, DataType dataType) {
    return batch.hasNonNull(field) ? array(batch, field, dataType) : null;
  }
}
