package io.hornbill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.benchmarks.limit.Work;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The work of whole networks, counted by hand. */
class LimitProcessTest {
  @Test
  void denseLayersAreProductsOfTheirLengths() throws IOException {
    Work work = LimitProcess.training(Workload.MLP);
    double first = 2.0 * 128 * 784 * 512;
    double others = 2.0 * 128 * (512 * 512 + 512 * 10);
    assertThat(work.operations()).isEqualTo(2 * first + 3 * others);
    int weights = 784 * 512 + 512 + 512 * 512 + 512 + 512 * 10 + 10;
    assertThat(work.bytes()).isEqualTo(4.0 * (128 * 784 + 7 * weights));
  }

  @Test
  void attentionMultipliesQueriesKeysAndValues() throws IOException {
    Work work = LimitProcess.training(Workload.ATTENTION);
    double projection = 2.0 * 16 * 128 * 256 * 256;
    double heads = 2.0 * 16 * 8 * 128 * 128 * 32;
    double last = 2.0 * 16 * 256 * 10;
    assertThat(work.operations())
        .isEqualTo(3 * 2 * projection + 3 * projection + 2 * 3 * heads + 3 * last);
  }
}
