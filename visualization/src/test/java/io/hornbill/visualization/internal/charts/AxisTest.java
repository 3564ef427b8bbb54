package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  private static List<String> labels(Axis axis, int most, boolean whole) {
    return axis.ticks(most, whole).stream().map(Axis::label).toList();
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(labels(Axis.exactly(0, 1), 5, false))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(Axis.exactly(-3.1, 17), 5, false)).containsExactly("0", "5", "10", "15");
    assertThat(labels(Axis.exactly(0.00031, 0.00042), 3, false))
        .containsExactly("0.00035", "0.0004");
  }

  @Test
  void epochsHaveWholeTicks() {
    assertThat(labels(Axis.exactly(1, 3), 10, true)).containsExactly("1", "2", "3");
    assertThat(labels(Axis.exactly(1, 200), 5, true)).containsExactly("50", "100", "150", "200");
  }

  @Test
  void logarithmicAxesHaveOneTwoFiveOrPowersOfTen() {
    assertThat(labels(Axis.logarithmic(0.1, 1), 10, false))
        .containsExactly("0.1", "0.2", "0.5", "1");
    assertThat(labels(Axis.logarithmic(1e-6, 1), 7, false))
        .containsExactly("1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
    assertThat(labels(Axis.logarithmic(2, 3), 5, false)).containsExactly("2", "2.5", "3");
  }

  @Test
  void placesGoFromZeroToOne() {
    assertThat(Axis.exactly(2, 4).place(3)).isEqualTo(0.5);
    assertThat(Axis.logarithmic(1, 100).place(10)).isCloseTo(0.5, within(1e-12));
    assertThat(Axis.around(5, 5).place(5)).isEqualTo(0.5);
    assertThat(Axis.around(0, 0).place(0)).isEqualTo(0.5);
    assertThat(Axis.exactly(1, 1).place(1)).isZero();
  }

  @Test
  void valuesThatDifferByRoundingAloneAreOne() {
    double next = Math.nextUp(1.0);
    assertThat(labels(Axis.around(1, next), 6, false)).hasSizeBetween(2, 7).contains("1");
    assertThat(labels(Axis.exactly(1e17, 1e17 + 16), 6, false)).hasSizeBetween(2, 7);
    assertThat(labels(Axis.exactly(1, next), 6, true)).containsExactly("1", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e-13, 0",
    "0.05, 0.05",
    "-0.25, -0.25",
    "9999, 9999",
    "60000, 60k",
    "1250000, 1.25M",
    "3e9, 3G",
    "2e-7, 2e-7",
    "-1.5e-5, -1.5e-5",
    "1e16, 1e16",
    "0.30000000000000004, 0.3"
  })
  void numbersAreWrittenInFewLetters(double value, String label) {
    assertThat(Axis.label(value)).isEqualTo(label);
  }
}
