package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.layers.SeedSetter;
import java.util.ArrayList;
import java.util.List;

/**
 * Mixes pictures with what chains of random changes make of them, in training.
 *
 * @see <a href="https://arxiv.org/abs/1912.02781">Hendrycks et al.: AugMix (2019)</a>
 */
public final class AugMix extends ImageLayer<AugMix> implements SeedSetter<AugMix> {
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();
  private static final Setting<Integer> NUM_CHAINS =
      Setting.integer("num_chains", 3).positive().atMost(1024);
  private static final Setting<Integer> CHAIN_DEPTH =
      Setting.integer("chain_depth", 3).positive().atMost(1024);
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0.3, 0, 1);
  private static final Setting<Double> ALPHA = Setting.number("alpha", 1).positive();
  private static final Setting<Boolean> ALL_OPS = Setting.flag("all_ops", true);

  /** Makes a layer of three chains of up to three changes. */
  public AugMix() {
    declare(VALUE_RANGE, NUM_CHAINS, CHAIN_DEPTH, FACTOR, ALPHA, ALL_OPS, Sampler.INTERPOLATION);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public AugMix valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /**
   * Sets how many chains are mixed.
   *
   * @param numChains from 1 to 1024
   */
  public AugMix numChains(int numChains) {
    return with(NUM_CHAINS, numChains);
  }

  /**
   * Sets how many changes a chain has at most.
   *
   * @param chainDepth from 1 to 1024
   */
  public AugMix chainDepth(int chainDepth) {
    return with(CHAIN_DEPTH, chainDepth);
  }

  /**
   * Sets the strength of all changes.
   *
   * @param factor the greatest one, or the least and the greatest one, from 0 to 1
   */
  public AugMix factor(double... factor) {
    return with(FACTOR, Factors.list(factor));
  }

  /**
   * Sets the parameter of the distributions of all shares.
   *
   * @param alpha greater than 0
   */
  public AugMix alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  /**
   * Sets whether brightness, colour, contrast and sharpness are changed, too.
   *
   * @param allOps true by default
   */
  public AugMix allOps(boolean allOps) {
    return with(ALL_OPS, allOps);
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   */
  public AugMix interpolation(String interpolation) {
    return with(Sampler.INTERPOLATION, interpolation);
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    return alteration(in.count, in.height, in.width, random).images(in);
  }

  @Override
  Alteration alteration(int count, int height, int width, RandomStream random) {
    double[] range = get(VALUE_RANGE).stream().mapToDouble(Double::doubleValue).toArray();
    List<Double> factor = get(FACTOR);
    List<ImageLayer<?>> all =
        Repertoire.of(
            factor.get(0), factor.get(1), range, get(Sampler.INTERPOLATION), get(ALL_OPS));
    double[] shares = shares(random);
    float own = (float) Draws.beta(random, get(ALPHA));
    List<AlterationChain> chains = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      List<Alteration> steps = new ArrayList<>();
      for (int k = 0; k < get(CHAIN_DEPTH); k++) {
        int chosen = random.nextInt(all.size() + 1);
        if (chosen < all.size()) {
          steps.add(all.get(chosen).alteration(count, height, width, random));
        }
      }
      chains.add(new AlterationChain(steps));
    }
    return new ChainMixture(chains, shares, own, range);
  }

  private double[] shares(RandomStream random) {
    double[] shares = new double[get(NUM_CHAINS)];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Draws.gamma(random, get(ALPHA));
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
