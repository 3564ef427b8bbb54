package io.hornbill.initializers;

import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What initializers with random values share: a seed of their own. */
abstract class RandomInitializer<T extends RandomInitializer<T>> implements Initializer {
  private @Nullable Long seed;

  RandomInitializer() {}

  /**
   * Gives this initializer a seed of its own, with which it makes the same values each time.
   *
   * @param seed the seed
   * @return this initializer
   */
  public final T seed(long seed) {
    this.seed = seed;
    return self();
  }

  @Override
  public final INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    return draw(shape, dataType, seed == null ? random : RandomStream.of(seed));
  }

  @Override
  public Config config() {
    return new Config().with("seed", seed);
  }

  /** Makes the values from a given generator. */
  abstract INDArray draw(long[] shape, DataType dataType, RandomGenerator random);

  /** Returns this object as what it is. */
  abstract T self();

  /** Takes the seed of a configuration, which may be one of Keras' seed generators. */
  final T seeded(Config config) {
    Object value = config.get("seed");
    if (value instanceof Number number) {
      return seed(number.longValue());
    }
    if (value != null) {
      Config inner = Config.config("seed", value).config("config");
      return inner == null ? self() : seeded(inner);
    }
    return self();
  }
}
