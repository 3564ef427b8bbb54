package io.hornbill.training.parallel;

/** In which form floats go over the network. Doubles always go whole. */
public enum Compression {
  /** Four bytes for each float: sums are exact to the last bit of a float. */
  NONE,
  /**
   * Two bytes for each float, its upper half rounded to the nearest (bfloat16): half the traffic;
   * each sum is off by up to 0.4 % per process.
   */
  BF16
}
