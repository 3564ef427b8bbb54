package io.hornbill.layers.augmentation;

import java.util.List;

/** Mixes pictures with what chains of alterations make of them, and masks alike; boxes stay. */
final class ChainMixture implements Alteration {
  private final List<AlterationChain> chains;
  private final double[] shares;
  private final float own;
  private final double[] range;

  /**
   * Makes a mixture.
   *
   * @param chains the chains
   * @param shares the share of each chain among them
   * @param own the share of the pictures themselves
   * @param range the least and the greatest value of a pixel
   */
  ChainMixture(List<AlterationChain> chains, double[] shares, float own, double[] range) {
    this.chains = chains;
    this.shares = shares;
    this.own = own;
    this.range = range;
  }

  @Override
  public Pictures images(Pictures in) {
    Pictures mixed = in.like();
    for (int i = 0; i < shares.length; i++) {
      add(mixed, chains.get(i).images(in), (float) shares[i]);
    }
    mix(mixed, in);
    for (int i = 0; i < mixed.data.length; i++) {
      mixed.data[i] = (float) Math.min(Math.max(mixed.data[i], range[0]), range[1]);
    }
    return mixed;
  }

  @Override
  public Pictures masks(Pictures in) {
    Pictures mixed = in.like();
    for (int i = 0; i < shares.length; i++) {
      add(mixed, chains.get(i).masks(in), (float) shares[i]);
    }
    mix(mixed, in);
    return mixed;
  }

  private static void add(Pictures sum, Pictures part, float share) {
    for (int i = 0; i < sum.data.length; i++) {
      sum.data[i] += share * part.data[i];
    }
  }

  private void mix(Pictures mixed, Pictures in) {
    for (int i = 0; i < mixed.data.length; i++) {
      mixed.data[i] = own * in.data[i] + (1 - own) * mixed.data[i];
    }
  }
}
