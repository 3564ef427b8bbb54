package io.hornbill.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void percentilesAreByNearestRank() {
    Durations durations = new Durations();
    for (int i = 2000; i >= 1; i--) {
      durations.add(i);
    }
    assertThat(durations.count()).isEqualTo(2000);
    assertThat(durations.percentile(50)).isEqualTo(1000);
    assertThat(durations.percentile(99)).isEqualTo(1980);
    assertThat(durations.percentile(100)).isEqualTo(2000);
    assertThat(durations.mean()).isEqualTo(1000.5);
  }

  @Test
  void severalThreadsDurationsAreCountedTogether() {
    Durations one = new Durations();
    one.add(1);
    Durations other = new Durations();
    other.add(3);
    one.addAll(other);
    assertThat(one.count()).isEqualTo(2);
    assertThat(one.mean()).isEqualTo(2);
  }
}
