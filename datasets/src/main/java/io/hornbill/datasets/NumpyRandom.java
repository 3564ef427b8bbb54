package io.hornbill.datasets;

/**
 * NumPy's {@code RandomState}, as far as Keras shuffles with it: the Mersenne Twister MT19937.
 *
 * @see <a href="http://www.math.sci.hiroshima-u.ac.jp/m-mat/MT/emt.html">Mersenne Twister</a>
 */
final class NumpyRandom {

  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int MATRIX = 0x9908b0df;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  NumpyRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** What a generator of Keras draws from after some batches. */
  static NumpyRandom ofPass(long seed, long batchesSeen) {
    return new NumpyRandom((int) (seed + batchesSeen));
  }

  /** Gives the next 32 random bits. */
  int nextBits() {
    if (next == SIZE) {
      twist();
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  /** Gives the numbers from 0 to {@code count - 1} in random order. */
  int[] permutation(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int other = upTo(i);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
    return numbers;
  }

  /** Draws from 0 to a largest number, rejecting what is larger. */
  private int upTo(int largest) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
    while (true) {
      int number = nextBits() & mask;
      if (number <= largest) {
        return number;
      }
    }
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int mixed = (state[i] & UPPER) | (state[(i + 1) % SIZE] & ~UPPER);
      state[i] = state[(i + SHIFT) % SIZE] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : MATRIX);
    }
    next = 0;
  }
}
