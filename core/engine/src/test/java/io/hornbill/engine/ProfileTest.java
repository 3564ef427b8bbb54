package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What is counted of kernels, and how it is printed. */
class ProfileTest {
  private static final Buffer THOUSAND = Buffer.fixed(DataType.FLOAT, 1000, 64);

  private static Kernel kernel(String name) {
    return new Kernel(name, List.of(THOUSAND), List.of(THOUSAND)) {
      @Override
      public void run() {}
    };
  }

  @Test
  void theTableSaysShareTimeArithmeticAndBytes() {
    Profile profile = new Profile();
    Profile.Entry slow = profile.entry(kernel("slow"), 6e6);
    Profile.Entry fast = profile.entry(kernel("fast"), 0);
    profile.add(fast, 0, 1_000_000);
    profile.add(slow, 0, 2_000_000);
    profile.add(slow, 0, 4_000_000);
    profile.entry(kernel("never"), 0);
    assertThat(profile.table().lines().map(line -> line.trim().replaceAll(" +", " ")))
        .containsExactly(
            "share us/run runs GFLOP/s GB/s kernel",
            "85.71 % 3000.0 2 2.0 0.0 slow",
            "14.29 % 1000.0 1 0.0 0.0 fast");
  }

  @Test
  void runsAreCountedByName() {
    Profile profile = new Profile();
    profile.run(kernel("a"), profile.entry(kernel("a"), 0));
    profile.run(kernel("a"), profile.entry(kernel("a"), 0));
    assertThat(profile.table().lines().toList()).hasSize(2);
    assertThat(profile.table()).contains(" 2 ");
  }

  @Test
  void theTraceHasOneEventForEachRun() {
    Profile profile = new Profile();
    Profile.Entry entry = profile.entry(kernel("a \"name\""), 0);
    profile.add(entry, System.nanoTime(), 1500);
    assertThat(profile.trace())
        .startsWith("{\"traceEvents\":[")
        .contains("\"name\":\"a \\\"name\\\"\"", "\"dur\":1.500")
        .endsWith("]}\n");
  }
}
