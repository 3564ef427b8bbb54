package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DnnlTest {
  private static int constant(String name) throws ReflectiveOperationException {
    Field field = dnnl.class.getField(name.toLowerCase(Locale.ROOT));
    return field.getInt(null);
  }

  @Test
  void passesItsSelfTestHere() {
    assertThat(Dnnl.reason()).isEmpty();
    assertThat(Dnnl.available()).isTrue();
  }

  @Test
  void knowsWhetherTheProcessorHasBfloat16() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    assumeTrue(Files.exists(processors) && System.getProperty("os.arch").equals("amd64"));
    assertThat(Dnnl.multipliesBfloat16())
        .isEqualTo(Files.readString(processors).contains("avx512_bf16"));
  }

  @ParameterizedTest
  @EnumSource
  void numbersFunctionsOfOneElementAsTheLibrary(EltwiseAlgorithm algorithm) throws Exception {
    String name = algorithm.name().replace("FROM_DST", "use_dst_for_bwd");
    assertThat(algorithm.code()).isEqualTo(constant("dnnl_eltwise_" + name));
  }

  @ParameterizedTest
  @EnumSource
  void numbersFunctionsOfTwoElementsAsTheLibrary(BinaryAlgorithm algorithm) throws Exception {
    assertThat(algorithm.code()).isEqualTo(constant("dnnl_binary_" + algorithm.name()));
  }

  @ParameterizedTest
  @EnumSource
  void numbersReductionsAsTheLibrary(ReductionAlgorithm algorithm) throws Exception {
    assertThat(algorithm.code()).isEqualTo(constant("dnnl_reduction_" + algorithm.name()));
  }

  @ParameterizedTest
  @EnumSource
  void numbersPoolingsAsTheLibrary(PoolingAlgorithm algorithm) throws Exception {
    String name = algorithm.name().replace("AVERAGE", "avg");
    assertThat(algorithm.code()).isEqualTo(constant("dnnl_pooling_" + name));
  }

  @Test
  void numbersSlotsAsTheLibrary() {
    assertThat(Args.DIFF_WEIGHTS_ITER).isEqualTo(dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER);
    assertThat(Args.DIFF_SHIFT).isEqualTo(dnnl.DNNL_ARG_DIFF_SHIFT);
    assertThat(Args.multiple(2)).isEqualTo(dnnl.DNNL_ARG_MULTIPLE_SRC + 2);
    assertThat(Args.postOp(3)).isEqualTo(4 * dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | Args.SRC_1);
  }

  private static Rig product(int size, long seed) {
    MemoryDesc square = MemoryDesc.dense(size, size);
    PostOps tanh = PostOps.NONE.eltwise(EltwiseAlgorithm.TANH, 0, 0);
    Rig rig = new Rig(new MatMul(square, square, null, square, Attributes.of(tanh)));
    return rig.set(Args.SRC, Rig.random(seed, size, size))
        .set(Args.WEIGHTS, Rig.random(seed + 1, size, size));
  }

  @Test
  void runsWithoutAllocating() {
    try (Rig rig = product(33, 1)) {
      rig.run();
      long before = Pointer.totalBytes();
      for (int i = 0; i < 1000; i++) {
        rig.run();
      }
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void freesAllItTook() {
    product(9, 1).close();
    long before = Pointer.totalBytes();
    for (int i = 0; i < 100; i++) {
      product(9, 1).close();
    }
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
  }

  @Test
  void letsTheLibraryRememberFewPrimitives() {
    assumeTrue(System.getenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY") == null);
    assertThat(Dnnl.available()).isTrue();
    int[] capacity = new int[1];
    assertThat(dnnl.dnnl_get_primitive_cache_capacity(capacity)).isZero();
    assertThat(capacity[0]).isEqualTo(256);
  }

  /** Prints how many primitives oneDNN remembers. */
  static final class RememberedPrimitives {
    private RememberedPrimitives() {}

    public static void main(String... none) {
      int[] capacity = new int[1];
      if (Dnnl.available() && dnnl.dnnl_get_primitive_cache_capacity(capacity) == 0) {
        System.out.println("remembers " + capacity[0]);
      }
    }
  }

  @Test
  void leavesTheMemoryOfPrimitivesToTheUsersEnvironment() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            RememberedPrimitives.class.getName());
    builder.environment().put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "77");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("remembers 77");
  }

  @Test
  void givesTheSameBitsOnManyThreadsAtOnce() throws Exception {
    try (Rig reference = product(64, 1)) {
      float[] expected = reference.run().get(Args.DST);
      Callable<Integer> work =
          () -> {
            int wrong = 0;
            try (Rig mine = product(64, 1)) {
              for (int i = 0; i < 300; i++) {
                wrong += java.util.Arrays.equals(mine.run().get(Args.DST), expected) ? 0 : 1;
              }
            }
            return wrong;
          };
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<Integer> first = threads.submit(work);
        Future<Integer> second = threads.submit(work);
        assertThat(first.get() + second.get()).isZero();
      } finally {
        threads.shutdown();
      }
    }
  }
}
