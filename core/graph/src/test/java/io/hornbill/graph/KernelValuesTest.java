package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.internal.ResizeKernel;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Erf;
import io.hornbill.graph.internal.ops.PackSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Functions behind ops, by hand or by published tables. */
class KernelValuesTest {
  /** Keys' polynomials; the sinc of 1/2 is 2/π, that of 3/2 is -2/(3π), at 1/6 it is 3/π. */
  @ParameterizedTest
  @CsvSource({
    "linear, 0, 1",
    "bilinear, 0.25, 0.75",
    "bilinear, 1.5, 0",
    "cubic, 0, 1",
    "bicubic, 0.5, 0.5625",
    "bicubic, 1, 0",
    "bicubic, 1.5, -0.0625",
    "bicubic, 2, 0",
    "bicubic, 3, 0",
    "lanczos3, 0, 1",
    "lanczos3, 0.001, 1",
    "lanczos3, 0.25, 0.8900670517104946",
    "lanczos3, 0.5, 0.6079271018540267",
    "lanczos3, 1.5, -0.13509491152311703",
    "lanczos3, 3.5, 0",
    "lanczos5, 2.5, 0.08105694691387022"
  })
  void pixelsCountByTheirDistance(String name, double distance, double weight) {
    assertThat(ResizeKernel.of(name).weight(distance)).isCloseTo(weight, within(1e-12));
  }

  @Test
  void resizeKernelsHaveNames() {
    assertThat(ResizeKernel.of("lanczos5").reach()).isEqualTo(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResizeKernel.of("area"))
        .withMessage(
            "Resize: interpolation must be nearest, bilinear, bicubic, lanczos3 or lanczos5. Received: area. Choose one of them.");
  }

  /** Abramowitz and Stegun, table 7.1, and 1 - erfc of table 7.3 beyond it. */
  @ParameterizedTest
  @CsvSource({
    "2.4, 0.9993114861, 1e-10",
    "2.5, 0.9995930480, 1e-10",
    "3, 0.99997790950, 1e-11",
    "-3, -0.99997790950, 1e-11",
    "4, 0.99999998458, 1e-11"
  })
  void theErrorFunctionGoesOnBeyondTheSeries(double x, double value, double tolerance) {
    assertThat(new Erf().value(x)).isCloseTo(value, within(tolerance));
  }

  /** Of two sequences: what counts comes first, and each step knows the last that counted. */
  @Test
  void stepsThatCountArePackedInFront() {
    double[] order = new double[8];
    double[] places = new double[8];

    PackSteps.compute(4, new double[] {0, 1, 0, 1, 1, 1, 0, 0}, order, places);

    assertThat(order).containsExactly(1, 3, 0, 2, 0, 1, 2, 3);
    assertThat(places).containsExactly(-1, 0, 0, 1, 0, 1, 1, 1);
  }

  @Test
  void constantsAreTheSameIfTheirArrayIs() {
    INDArray array = Nd4j.createFromArray(1f, 2f);
    Constant constant = new Constant(array);

    assertThat(constant).isEqualTo(new Constant(array)).hasSameHashCodeAs(new Constant(array));
    assertThat(constant).isNotEqualTo(new Constant(array.dup()));
    assertThat(constant.hashCode()).isNotZero();
  }
}
