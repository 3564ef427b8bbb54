package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Blurs pictures, in training.
 *
 * <p>What is drawn for a picture: 1 for a blur, else 0; and the deviations across and down, in
 * pixels.
 */
public final class RandomGaussianBlur extends ColorLayer<RandomGaussianBlur> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);
  private static final Setting<List<Double>> SIGMA = Factors.range("sigma", 1, 0, 1024);
  private static final Setting<List<Integer>> KERNEL_SIZE =
      Setting.integers("kernel_size", 3, 3)
          .normalized(v -> v.size() == 1 ? List.of(v.get(0), v.get(0)) : v)
          .check("one or two odd numbers", RandomGaussianBlur::check);

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1, or the range that this is drawn from
   */
  public RandomGaussianBlur(double... factor) {
    declare(FACTOR, KERNEL_SIZE, SIGMA);
    set(FACTOR, Factors.list(factor));
  }

  private static void check(String owner, String name, List<Integer> size) {
    if (size.size() != 2 || !size.stream().allMatch(s -> s > 0 && s % 2 == 1)) {
      throw Fault.of(owner)
          .expected("%s must be one or two odd numbers", name)
          .received(size)
          .remedy("Give 3 for three pixels.")
          .argument();
    }
  }

  /**
   * Sets how many pixels are weighed.
   *
   * @param kernelSize one odd number, or those across and down
   */
  public RandomGaussianBlur kernelSize(int... kernelSize) {
    return with(KERNEL_SIZE, list(kernelSize));
  }

  /**
   * Sets the deviation of the weights.
   *
   * @param sigma the greatest one in pixels, or the least and the greatest one, from 0 to 1024
   */
  public RandomGaussianBlur sigma(double... sigma) {
    return with(SIGMA, Factors.list(sigma));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    List<Double> sigma = get(SIGMA);
    return new double[] {
      chance(random, factor.get(0), factor.get(1)),
      uniform(random, sigma.get(0), sigma.get(1)) + 1e-6,
      uniform(random, sigma.get(0), sigma.get(1)) + 1e-6
    };
  }

  @Override
  int parameters() {
    return 3;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    if (parameters[0] == 0) {
      copy(in, picture, out);
      return;
    }
    int[] size = ints(KERNEL_SIZE);
    Blur.of(Blur.kernel(size[0], parameters[1]), Blur.kernel(size[1], parameters[2]))
        .apply(in, picture, out);
    for (int i = out.start(picture); i < out.start(picture) + out.size(); i++) {
      out.data[i] = clip(out.data[i]);
    }
  }
}
