package io.hornbill.initializers;

import io.hornbill.base.Config;
import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What initializers with random values share: a seed of their own. */
public abstract class RandomInitializer<T extends RandomInitializer<T>> extends ConfiguredValue<T>
    implements Initializer {
  private static final Setting<@Nullable Long> SEED =
      Setting.<@Nullable Long>of("seed", null, RandomInitializer::readSeed, seed -> seed);

  RandomInitializer(String className, Setting<?>... declared) {
    super(className, SEED);
    declare(declared);
  }

  /**
   * Gives the initializer a seed of its own, with which it makes the same values each time.
   *
   * @param seed the seed
   * @return an initializer with that seed
   */
  public final T seed(long seed) {
    return this.<@Nullable Long>with(SEED, seed);
  }

  @Override
  public final INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    Long seed = get(SEED);
    return draw(shape, dataType, seed == null ? random : RandomStream.of(seed));
  }

  /** Makes the values from a given generator. */
  abstract INDArray draw(long[] shape, DataType dataType, RandomGenerator random);

  /** Reads a seed, which may be one of Keras' seed generators. */
  private static @Nullable Long readSeed(Config config, String key) {
    Object value = config.get(key);
    if (value instanceof Number number) {
      return number.longValue();
    }
    Config generator = config.config(key);
    Config inner = generator == null ? null : generator.config("config");
    return inner == null ? null : readSeed(inner, "seed");
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
