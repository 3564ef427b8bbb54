package io.hornbill.base;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The one source of randomness: a counter-based generator, so that element {@code i} of draw {@code
 * n} of a stream depends on nothing but the three. The words are SplitMix64's finalizer of key plus
 * counter times the golden gamma.
 *
 * <p>All streams follow from {@link #seed(long)}. Example:
 *
 * <pre>{@code
 * RandomStream.seed(42);
 * RandomStream random = RandomStream.next();
 * double u = random.nextDouble();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable
 *     pseudorandom number generators (2014)</a>
 */
public final class RandomStream implements RandomGenerator {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final AtomicLong SEED = new AtomicLong(System.nanoTime() * GAMMA);
  private static final AtomicLong STREAMS = new AtomicLong();

  private static volatile boolean seeded;

  private final long key;
  private long counter;

  private RandomStream(long key, long counter) {
    this.key = key;
    this.counter = counter;
  }

  /**
   * Sets the seed that all further streams follow from.
   *
   * @param seed the seed
   */
  public static void seed(long seed) {
    SEED.set(seed);
    STREAMS.set(0);
    seeded = true;
  }

  /** {@return whether somebody has set the seed, and so expects the same numbers again} */
  public static boolean isSeeded() {
    return seeded;
  }

  /** {@return the next stream of the global seed} */
  public static RandomStream next() {
    return new RandomStream(nextKey(), 0);
  }

  /** {@return the key of the next stream of the global seed} */
  public static long nextKey() {
    return mix(mix(SEED.get()) + GAMMA * STREAMS.incrementAndGet());
  }

  /** {@return what all further streams follow from: the seed and the number of streams so far} */
  public static List<Long> globalState() {
    return List.of(SEED.get(), STREAMS.get());
  }

  /**
   * Lets further streams follow as they did before.
   *
   * @param state what {@link #globalState} gave
   */
  public static void restoreGlobalState(List<Long> state) {
    SEED.set(state.get(0));
    STREAMS.set(state.get(1));
  }

  /**
   * Returns a stream of its own seed, whatever the global one.
   *
   * @param seed the seed
   * @return a new stream
   */
  public static RandomStream of(long seed) {
    return new RandomStream(mix(seed ^ GAMMA), 0);
  }

  /**
   * Returns a stream that starts at a position.
   *
   * @param key the stream's key
   * @param counter how many words were drawn before
   * @return a new stream
   */
  public static RandomStream at(long key, long counter) {
    return new RandomStream(key, counter);
  }

  /** {@return how many words were drawn} */
  public long position() {
    return counter;
  }

  /** {@return the stream's key} */
  public long key() {
    return key;
  }

  /**
   * Mixes the bits of a word.
   *
   * @param word any word
   * @return the mixed word
   */
  public static long mix(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public long nextLong() {
    counter++;
    return mix(key + counter * GAMMA);
  }
}
