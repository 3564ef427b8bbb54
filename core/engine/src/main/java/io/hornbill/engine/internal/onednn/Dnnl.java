package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The oneDNN library of this process: whether it works, and the CPU engine and stream that all
 * primitives share.
 *
 * <p>Example:
 *
 * <pre>{@code
 * if (!Dnnl.available()) {
 *   log.info("Kernels fall back to ND4J: {}", Dnnl.reason());
 * }
 * }</pre>
 */
public final class Dnnl {
  /**
   * How many primitives oneDNN remembers after they were destroyed. With its own 1024 a process
   * that made two dense layers of ever new widths held 300 MB more.
   */
  static final int REMEMBERED_PRIMITIVES = 256;

  private static final String REMEMBERED_BY_USER = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";

  private Dnnl() {}

  /** Loads the natives on first use; a failure shows as an error of this class' initialization. */
  private static final class Library {
    static final dnnl_engine ENGINE = new dnnl_engine();

    /**
     * CPU streams have no queue and no state of their own: a primitive runs on the calling thread
     * and its OpenMP team, so one stream serves all threads at once.
     */
    static final dnnl_stream STREAM = new dnnl_stream();

    static {
      if (System.getenv(REMEMBERED_BY_USER) == null) {
        check(
            dnnl.dnnl_set_primitive_cache_capacity(REMEMBERED_PRIMITIVES),
            "Dnnl",
            "bound its memory of primitives");
      }
      check(dnnl.dnnl_engine_create(ENGINE, dnnl.dnnl_cpu, 0), "Dnnl", "create the CPU engine");
      check(
          dnnl.dnnl_stream_create(STREAM, ENGINE, dnnl.dnnl_stream_default_flags),
          "Dnnl",
          "create a stream");
    }
  }

  /** The outcome of the self-test, computed once. */
  private static final class SelfTest {
    static final String REASON = run();

    private static String run() {
      try {
        return compare(compute());
      } catch (Throwable failure) {
        // Whatever goes wrong while loading foreign code must only cost speed.
        return failure.toString();
      }
    }

    /** Computes {@code relu([1 2; 3 4] x [1 0; -1 1] + [3 -3])}. */
    private static float[] compute() {
      MemoryDesc square = MemoryDesc.dense(2, 2);
      PostOps relu = PostOps.NONE.eltwise(EltwiseAlgorithm.RELU, 0, 0);
      float[] result = new float[4];
      try (MatMul product =
              new MatMul(square, square, MemoryDesc.dense(1, 2), square, Attributes.of(relu));
          FloatPointer src = new FloatPointer(1, 2, 3, 4);
          FloatPointer weights = new FloatPointer(1, 0, -1, 1);
          FloatPointer bias = new FloatPointer(3, -3);
          FloatPointer dst = new FloatPointer(4L);
          FloatPointer scratch = new FloatPointer(product.scratchpadBytes() / Float.BYTES + 1)) {
        product.bind(Args.SRC, src.address());
        product.bind(Args.WEIGHTS, weights.address());
        product.bind(Args.BIAS, bias.address());
        product.bind(Args.DST, dst.address());
        if (product.scratchpadBytes() > 0) {
          product.bind(Args.SCRATCHPAD, scratch.address());
        }
        product.run();
        dst.get(result);
      }
      return result;
    }

    private static String compare(float[] result) {
      float[] expected = {2, 0, 2, 1};
      for (int i = 0; i < expected.length; i++) {
        if (!(Math.abs(result[i] - expected[i]) < 1e-6f)) {
          return "the self-test gave " + Arrays.toString(result) + " for [2, 0, 2, 1]";
        }
      }
      return "";
    }
  }

  /**
   * Says whether oneDNN loads on this machine and passes a small self-test.
   *
   * @return true if primitives may be made
   */
  public static boolean available() {
    return SelfTest.REASON.isEmpty();
  }

  /**
   * Returns why oneDNN is not {@link #available()}.
   *
   * @return the error in words, or the empty string if there is none
   */
  public static String reason() {
    return SelfTest.REASON;
  }

  /**
   * Says whether the processor multiplies bfloat16 numbers, as oneDNN sees it.
   *
   * @return true if products of {@linkplain MemoryDesc#bfloat16() such numbers} are faster than
   *     those of floats
   */
  public static boolean multipliesBfloat16() {
    int has = available() ? dnnl.dnnl_get_effective_cpu_isa() : 0;
    int needed = dnnl.dnnl_cpu_isa_avx512_core_bf16;
    return (has & needed) == needed;
  }

  /**
   * Says whether convolutions of images are faster in {@linkplain MemoryDesc#channelBlocks blocks
   * of channels}: with AVX2 alone. AVX-512 and other processors' code is made for channels last.
   *
   * @return true if images that stay inside a plan had better be kept in blocks
   */
  public static boolean prefersChannelBlocks() {
    int has = available() ? dnnl.dnnl_get_effective_cpu_isa() : 0;
    int avx2 = dnnl.dnnl_cpu_isa_avx2;
    int avx512 = dnnl.dnnl_cpu_isa_avx512_core;
    return (has & avx2) == avx2 && (has & avx512) != avx512;
  }

  static dnnl_engine engine() {
    return Library.ENGINE;
  }

  static dnnl_stream stream() {
    return Library.STREAM;
  }

  /** The kind of a forward pass: with what its backward pass needs, or without. */
  static int forward(boolean training) {
    return training ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference;
  }

  static void check(int status, String owner, String action) {
    if (status != 0) {
      throw new DnnlException(owner, action, status);
    }
  }
}
