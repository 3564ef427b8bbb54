package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileTemplateTest {
  /** What Python 3.11 prints for e = 7 and each v. */
  static Stream<Arguments> python() {
    return Stream.of(
        Arguments.of(
            "{e:02d}-{v:.2f}",
            "07-0.12 ; 07--2.50 ; 07-1234567.00 ; 07-0.00 ; 07-3.00 ; 07-10000000000000000000000.00 ; 07-nan ; 07--inf ; 07-0.30 ; 07-123.00"),
        Arguments.of("{e}", "7 ; 7 ; 7 ; 7 ; 7 ; 7 ; 7 ; 7 ; 7 ; 7"),
        Arguments.of(
            "{v}",
            "0.125 ; -2.5 ; 1234567.0 ; 1e-05 ; 3.0 ; 1e+22 ; nan ; -inf ; 0.30000000000000004 ; 123.0"),
        Arguments.of(
            "{v:.0f}", "0 ; -2 ; 1234567 ; 0 ; 3 ; 10000000000000000000000 ; nan ; -inf ; 0 ; 123"),
        Arguments.of(
            "{v:8.3f}|",
            "   0.125| ;   -2.500| ; 1234567.000| ;    0.000| ;    3.000| ; 10000000000000000000000.000| ;      nan| ;     -inf| ;    0.300| ;  123.000|"),
        Arguments.of(
            "{v:<8.3f}|",
            "0.125   | ; -2.500  | ; 1234567.000| ; 0.000   | ; 3.000   | ; 10000000000000000000000.000| ; nan     | ; -inf    | ; 0.300   | ; 123.000 |"),
        Arguments.of(
            "{v:^9.2f}|",
            "  0.12   | ;   -2.50  | ; 1234567.00| ;   0.00   | ;   3.00   | ; 10000000000000000000000.00| ;    nan   | ;   -inf   | ;   0.30   | ;  123.00  |"),
        Arguments.of(
            "{v:+.1e}",
            "+1.2e-01 ; -2.5e+00 ; +1.2e+06 ; +1.0e-05 ; +3.0e+00 ; +1.0e+22 ; +nan ; -inf ; +3.0e-01 ; +1.2e+02"),
        Arguments.of(
            "{v:g}", "0.125 ; -2.5 ; 1.23457e+06 ; 1e-05 ; 3 ; 1e+22 ; nan ; -inf ; 0.3 ; 123"),
        Arguments.of(
            "{v:.3}",
            "0.125 ; -2.5 ; 1.23e+06 ; 1e-05 ; 3.0 ; 1e+22 ; nan ; -inf ; 0.3 ; 1.23e+02"),
        Arguments.of(
            "{v:%}",
            "12.500000% ; -250.000000% ; 123456700.000000% ; 0.001000% ; 300.000000% ; 999999999999999983222784.000000% ; nan% ; -inf% ; 30.000000% ; 12300.000000%"),
        Arguments.of(
            "{v:.1%}",
            "12.5% ; -250.0% ; 123456700.0% ; 0.0% ; 300.0% ; 999999999999999983222784.0% ; nan% ; -inf% ; 30.0% ; 12300.0%"),
        Arguments.of(
            "{{{e:3d}}}",
            "{  7} ; {  7} ; {  7} ; {  7} ; {  7} ; {  7} ; {  7} ; {  7} ; {  7} ; {  7}"),
        Arguments.of(
            "{v:*>10.2f}",
            "******0.12 ; *****-2.50 ; 1234567.00 ; ******0.00 ; ******3.00 ; 10000000000000000000000.00 ; *******nan ; ******-inf ; ******0.30 ; ****123.00"),
        Arguments.of(
            "{v:010.3f}",
            "000000.125 ; -00002.500 ; 1234567.000 ; 000000.000 ; 000003.000 ; 10000000000000000000000.000 ; 0000000nan ; -000000inf ; 000000.300 ; 000123.000"),
        Arguments.of("{e:.1f}", "7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0 ; 7.0"),
        Arguments.of(
            "{v:.3g}", "0.125 ; -2.5 ; 1.23e+06 ; 1e-05 ; 3 ; 1e+22 ; nan ; -inf ; 0.3 ; 123"),
        Arguments.of(
            "{v: .2f}",
            " 0.12 ; -2.50 ;  1234567.00 ;  0.00 ;  3.00 ;  10000000000000000000000.00 ;  nan ; -inf ;  0.30 ;  123.00"));
  }

  private static Map<String, Number> numbers(int e, double v) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("e", e);
    numbers.put("v", v);
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("python")
  void numbersAreWrittenAsPythonDoes(String template, String expected) {
    DoubleStream values =
        DoubleStream.of(
            0.125,
            -2.5,
            1234567.0,
            1e-5,
            3.0,
            1e22,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            0.30000000000000004,
            123.0);
    assertThat(
            values
                .mapToObj(v -> new FileTemplate(template).fill(numbers(7, v)))
                .collect(Collectors.joining(" ; ")))
        .isEqualTo(expected);
  }

  /** Where Python turns from one form to the other. */
  @Test
  void exponentsAtTheirBoundsAreWrittenAsPythonDoes() {
    assertThat(new FileTemplate("{v:e} {v:g}").fill(numbers(7, 1e10)))
        .isEqualTo("1.000000e+10 1e+10");
    assertThat(new FileTemplate("{v:e} {v:g}").fill(numbers(7, 1e-4)))
        .isEqualTo("1.000000e-04 0.0001");
    assertThat(new FileTemplate("{v:g}").fill(numbers(7, 1e6))).isEqualTo("1e+06");
    assertThat(new FileTemplate("{v:g}").fill(numbers(7, 1e5))).isEqualTo("100000");
    assertThat(new FileTemplate("{v}").fill(numbers(7, Double.POSITIVE_INFINITY))).isEqualTo("inf");
  }

  @Test
  void aMissingNumberIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> new FileTemplate("{mape:.2f}.keras").fill(numbers(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelCheckpoint: the file's name must use numbers that there are. Received: \"mape\" in \"{mape:.2f}.keras\". Choose among [e, v].");
  }

  @Test
  void anUnknownFormatIsNamed() {
    assertThatThrownBy(() -> new FileTemplate("{v:d}.keras").fill(numbers(1, 1)))
        .hasMessage(
            "ModelCheckpoint: a number's format must be one of Python's. Received: \"{v:d}\" in \"{v:d}.keras\". Write {epoch:02d} or {val_loss:.2f}.");
    assertThatThrownBy(() -> new FileTemplate("{v:x}").fill(numbers(1, 1)))
        .hasMessageContaining("must be one of Python's");
  }
}
