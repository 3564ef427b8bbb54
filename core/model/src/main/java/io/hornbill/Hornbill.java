package io.hornbill;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.MemoryLimit;
import io.hornbill.base.RandomStream;
import io.hornbill.engine.Engine;
import io.hornbill.layers.internal.FloatType;
import io.hornbill.layers.internal.ImageDataFormat;
import io.hornbill.layers.internal.LayerNames;
import org.nd4j.linalg.api.buffer.DataType;

/** What holds for the whole library. */
public final class Hornbill {
  private Hornbill() {}

  /**
   * Sets the seed that everything random follows from: initial weights, shuffling, dropout, noise.
   *
   * @param seed the seed
   */
  public static void seed(long seed) {
    RandomStream.seed(seed);
  }

  /**
   * Sets the type of layers that are made from now on: Keras' {@code floatx}. A {@link
   * #dtypePolicy(String)} of two bytes ends.
   *
   * @param dataType {@code FLOAT}, the default, or {@code DOUBLE}
   */
  public static void floatType(DataType dataType) {
    FloatType.set(dataType);
  }

  /**
   * Sets the policy of numbers of layers that are made from now on, as {@code
   * keras.config.set_dtype_policy} does; {@link io.hornbill.layers.Layer#dtypePolicy(String)} says
   * what each one means, and sets that of one layer. Inputs have 32 or 64 bits in any case.
   *
   * <pre>{@code
   * String before = Hornbill.dtypePolicy();
   * Hornbill.dtypePolicy("mixed_bfloat16");
   * // make layers
   * Hornbill.dtypePolicy(before);
   * }</pre>
   *
   * @param name {@code "float32"}, the default, {@code "float64"}, {@code "mixed_bfloat16"}, {@code
   *     "mixed_float16"}, {@code "bfloat16"} or {@code "float16"}
   * @throws IllegalArgumentException if there is no such policy
   */
  public static void dtypePolicy(String name) {
    FloatType.policy(Checks.given("Hornbill", "dtypePolicy", name));
  }

  /**
   * Returns the policy of numbers of layers that are made from now on.
   *
   * @return Keras' name of it, {@code "float32"} by default
   */
  public static String dtypePolicy() {
    return FloatType.policy();
  }

  /**
   * Sets where the channel axis is in layers that are made and images that are read from now on.
   *
   * @param format {@code "channels_last"} or {@code "channels_first"}; by default what {@code
   *     image_data_format} of {@code keras.json} in Keras' home says, or else {@code
   *     "channels_last"}
   */
  public static void imageDataFormat(String format) {
    ImageDataFormat.set(format);
  }

  /**
   * Sets how much memory the weights of a model, or a plan with all it stands on, may need; what
   * needs more is refused before it is taken. {@code -Dhornbill.memory.limit=4g} does the same.
   *
   * @param bytes the number of bytes; 0 for what the machine or the container has, the default
   * @throws IllegalArgumentException if it is negative
   */
  public static void memoryLimit(long bytes) {
    MemoryLimit.set(bytes);
  }

  /**
   * Sets how many threads models use that are built and asked from now on, the calling thread
   * included; what was asked before keeps its number for the shapes that it knows.
   *
   * @param count the number; 0 for one for each core that the process may use, or what {@code
   *     OMP_NUM_THREADS} says, as at first
   * @throws IllegalArgumentException if it is negative
   */
  public static void threads(int count) {
    if (count < 0) {
      throw Fault.of("Hornbill")
          .expected("threads must be 0 or more")
          .received(count)
          .remedy("Give the number of threads, or 0 for one for each core.")
          .argument();
    }
    Engine.threads(count);
  }

  /**
   * Sets whether models train and answer with the same bits whatever else the machine does. If not,
   * each of as many callers as there are cores has one core for its kernels, and so has a single
   * one where other processes want the cores and one is faster; the last bits may differ from those
   * that all cores together compute. By default callers share the cores, and other processes change
   * nothing where {@link #seed} was called.
   *
   * @param on true to compute on all cores, one call after the other; false to take one core where
   *     that is faster, whether a seed was set or not
   */
  public static void deterministic(boolean on) {
    Engine.deterministic(on);
  }

  /** Starts counting the automatic names of layers again: {@code dense}, {@code dense_1} … */
  public static void clearSession() {
    LayerNames.reset();
  }
}
