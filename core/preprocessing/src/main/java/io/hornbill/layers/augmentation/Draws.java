package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;

/** Random numbers of other distributions. */
final class Draws {
  private Draws() {}

  /** Marsaglia and Tsang's method; below 1 by a power of an even number. */
  static double gamma(RandomStream random, double shape) {
    if (shape < 1) {
      double boost = Math.pow(1 - random.nextDouble(), 1 / shape);
      return gamma(random, shape + 1) * boost;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      double u = 1 - random.nextDouble();
      if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  static double beta(RandomStream random, double a) {
    double x = gamma(random, a);
    double y = gamma(random, a);
    return x + y == 0 ? random.nextInt(2) : x / (x + y);
  }

  /** The numbers from 0 on, in any order. */
  static int[] shuffled(RandomStream random, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
