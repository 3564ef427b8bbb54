package io.hornbill.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ConstraintParityTest {
  private static final Parity PARITY = new Parity("constraints");

  static Stream<Golden.Case> cases() {
    return Golden.read("constraints").cases();
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKerasInDoublePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.DOUBLE)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKerasInSinglePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.FLOAT)).isLessThan(2e-5);
  }

  private static double error(Golden.Case golden, DataType dataType) {
    Constraint constraint = Constraints.get(golden.className(), golden.config());
    INDArray value = Evaluate.of(in -> constraint.apply(in.get(0)), golden.array("w", dataType));
    double error = Golden.error(value, golden.array("value", DataType.DOUBLE));
    PARITY.record(golden.className(), dataType, error);
    return error;
  }
}
