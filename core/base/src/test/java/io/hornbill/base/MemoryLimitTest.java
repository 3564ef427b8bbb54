package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {
  @TempDir Path root;

  @AfterEach
  void reset() {
    MemoryLimit.set(0);
    System.clearProperty(MemoryLimit.PROPERTY);
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void theLimitOfAGroupOfVersion1Counts() throws IOException {
    write("proc/self/cgroup", "11:cpu:/x\n10:memory:/docker/ab\n");
    write("sys/fs/cgroup/memory/docker/ab/memory.limit_in_bytes", "2147483648\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(ContainerMemory.limit(root)).isEqualTo(2L << 30);
  }

  @Test
  void theLeastLimitOfTheGroupsOfVersion2Counts() throws IOException {
    write("proc/self/cgroup", "0::/user/app\n");
    write("sys/fs/cgroup/user/app/memory.max", "max\n");
    write("sys/fs/cgroup/user/memory.max", "536870912\n");
    assertThat(ContainerMemory.limit(root)).isEqualTo(512L << 20);
  }

  @Test
  void aContainerThatSeesItsOwnGroupAsTheTopIsLimitedByIt() throws IOException {
    write("proc/self/cgroup", "0::/../elsewhere\n");
    write("sys/fs/cgroup/memory.max", "1073741824\n");
    assertThat(ContainerMemory.limit(root)).isEqualTo(1L << 30);
  }

  @Test
  void withoutGroupsThereIsNoLimit() {
    assertThat(ContainerMemory.limit(root)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void byDefaultTheMachineIsTheLimit() {
    assertThat(MemoryLimit.bytes()).isBetween(1L << 28, 1L << 50);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "3k, 3072", "512m, 536870912", "4G, 4294967296", "1t, 1099511627776"})
  void thePropertySetsIt(String text, long bytes) {
    System.setProperty(MemoryLimit.PROPERTY, text);
    assertThat(MemoryLimit.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "-1", "0", "4gb", "1.5g"})
  void aPropertyThatIsNoSizeIsRefused(String text) {
    System.setProperty(MemoryLimit.PROPERTY, text);
    assertThatIllegalArgumentException()
        .isThrownBy(MemoryLimit::bytes)
        .withMessage(
            "MemoryLimit: -Dhornbill.memory.limit must be a number of bytes, or one with k, m, g or"
                + " t. Received: \"%s\". Write it as in -Dhornbill.memory.limit=4g.",
            text);
  }

  @Test
  void whatNeedsMoreIsRefusedWithWhatItWouldNeed() {
    MemoryLimit.set(100 << 20);
    MemoryLimit.require(100 << 20, () -> "Dense", () -> "a weight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.require(1.6e9, () -> "Dense", () -> "a weight"))
        .withMessage(
            "Dense: what a model needs must fit into memory, 100.0 MB. Received: 1.5 GB for a"
                + " weight. Make the layer or the batch smaller, or raise the limit by"
                + " -Dhornbill.memory.limit=2g or Hornbill.memoryLimit(bytes).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.set(-1))
        .withMessageContaining("must be at least 1, or 0");
  }

  @ParameterizedTest
  @CsvSource({
    "1023, 1023 bytes, 1023",
    "1024, 1.0 KB, 1k",
    "1025, 1.0 KB, 2k",
    "1099511627776, 1.0 TB, 1t",
    "1.2e18, 1091393.6 TB, 1091394t"
  })
  void sizesAreSaidInTheGreatestUnitAndRaisedToTheNextWhole(
      double bytes, String text, String property) {
    MemoryLimit.set(1);
    assertThat(MemoryLimit.text(bytes)).isEqualTo(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.require(bytes, () -> "Dense", () -> "a weight"))
        .withMessageContaining("memory, 1 bytes. Received: " + text + " for a weight.")
        .withMessageContaining("-Dhornbill.memory.limit=" + property + " or");
  }

  @Test
  void whatTheJavaHeapCannotHoldIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaHeap.require(1e15, "Plan", "exact sort"))
        .withMessageContaining("Received: 909.5 TB for exact sort. Use a smaller batch or layer");
  }

  /** What is used is not left; what the heap has not taken from the system yet is. */
  @Test
  void theJavaHeapHoldsWhatIsNotUsed() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    double used = (double) runtime.totalMemory() - runtime.freeMemory();

    JavaHeap.require(runtime.maxMemory() - used - (64 << 20), "Plan", "exact sort");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaHeap.require(runtime.maxMemory(), "Plan", "exact sort"));
  }

  @Test
  void theLengthOfAJavaArrayIsTheProductOfItsLengths() {
    assertThat(JavaHeap.length(8, "Plan", 3, 4, 5)).isEqualTo(60);
    assertThat(JavaHeap.length(8, "Plan", 3, 0)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaHeap.length(8, "Plan", 3, -1))
        .withMessage("Plan: a length must be at least 0. Received: -1. Give 0 or more.");
    assertThat(JavaHeap.length(0, "Plan", Integer.MAX_VALUE - 8)).isEqualTo(Integer.MAX_VALUE - 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaHeap.length(0, "Plan", 1, Integer.MAX_VALUE - 7))
        .withMessage(
            "Plan: an array must have less than 2^31 elements. Received: an array of [1, 2147483640]"
                + " elements. Give smaller lengths, or fewer rows at a time.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaHeap.length(1 << 20, "Plan", 1 << 15, 1 << 15))
        .withMessageContaining("Received: 1024.0 TB for an array of [32768, 32768] elements.");
  }
}
